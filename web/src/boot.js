// Runs before the first paint: sets the theme and the language that were chosen last on this device.
;(() => {
  const root = document.documentElement
  let theme = 'auto'
  try {
    theme = localStorage.getItem('parley.theme') || 'auto'
    root.lang = localStorage.getItem('parley.locale') || (navigator.language.startsWith('fr') ? 'fr' : 'en')
  } catch {
    // storage is closed: the defaults do
  }
  const dark = theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
