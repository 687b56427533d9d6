import { gzipSync } from 'node:zlib'

/** The most that a page may load before it shows anything, in bytes of gzip: the inbox for who is logged in. */
export const firstLoad = 240 * 1024

/** Fails the build when what the entry and the first page load, with their static imports, is over the budget. */
export function budget(firstPage) {
  return {
    name: 'budget',
    apply: 'build',
    enforce: 'post',
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk')
      const roots = chunks.filter((chunk) => chunk.isEntry || chunk.facadeModuleId?.endsWith(firstPage))
      if (roots.length < 2) this.error(`the first page ${firstPage} has no chunk of its own`)
      const sizes = weigh(roots, new Map(chunks.map((chunk) => [chunk.fileName, chunk])))
      const total = sizes.reduce((sum, [, size]) => sum + size, 0)
      const told = `first load: ${kilobytes(total)} of ${kilobytes(firstLoad)} gzip`
      if (total > firstLoad)
        this.error(`${told}\n${sizes.map(([name, size]) => `${kilobytes(size)} ${name}`).join('\n')}`)
      this.info(told)
    },
  }
}

/** Gives [file name, bytes] of the roots and of all that they import statically, the heaviest first. */
export function weigh(roots, chunks) {
  const seen = new Set()
  const visit = (chunk) => {
    if (!chunk || seen.has(chunk)) return
    seen.add(chunk)
    for (const name of chunk.imports) visit(chunks.get(name))
  }
  for (const root of roots) visit(root)
  return [...seen]
    .map(({ fileName, code }) => [fileName, gzipSync(code, { level: 9 }).length])
    .sort(([, a], [, b]) => b - a)
}

function kilobytes(bytes) {
  return `${(bytes / 1024).toFixed(1)} KB`
}
