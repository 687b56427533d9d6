const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\/|Chromium\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: [RegExp, string][] = [
  [/iPhone|iPad|iPod/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
]

/** What a User-Agent stands for, as people call it: "" for what is not known. The order matters: Edge says Chrome too. */
export function browserName(agent: string): { browser: string; system: string; mobile: boolean } {
  const first = (table: [RegExp, string][]) => table.find(([pattern]) => pattern.test(agent))?.[1] ?? ''
  return {
    browser: first(browsers) || (agent.split(/[ /]/)[0] ?? ''),
    system: first(systems),
    mobile: /Mobile|Android|iPhone|iPad/.test(agent),
  }
}
