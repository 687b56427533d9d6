import { readFileSync } from 'node:fs'

/**
 * Puts src/boot.js into the head as a blocking script, so that the theme is right before the first paint.
 * It is a hashed file, not inline code: the page's Content-Security-Policy allows no inline script.
 */
export function bootScript() {
  const source = readFileSync(new URL('../src/boot.js', import.meta.url), 'utf8')
  let serving = false
  return {
    name: 'boot-script',
    configResolved(config) {
      serving = config.command === 'serve'
    },
    buildStart() {
      if (!serving) this.emitFile({ type: 'asset', name: 'boot.js', source })
    },
    transformIndexHtml: {
      order: 'post',
      handler(_html, context) {
        if (serving) return [{ tag: 'script', children: source, injectTo: 'head-prepend' }]
        const asset = Object.values(context.bundle).find((each) => each.names?.includes('boot.js'))
        return [{ tag: 'script', attrs: { src: `/${asset.fileName}` }, injectTo: 'head-prepend' }]
      },
    },
  }
}
