import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const brotli = promisify(brotliCompress)
const gz = promisify(gzip)
const compressible = /\.(js|css|svg|json|webmanifest)$/

/** Writes .br and .gz beside each text asset; the Go binary embeds only those, so the plain file goes. */
export function compress(assets) {
  return {
    name: 'compress',
    apply: 'build',
    async closeBundle() {
      const names = (await readdir(assets)).filter((name) => compressible.test(name))
      await Promise.all(names.map((name) => compressFile(join(assets, name))))
      await writeFile(join(assets, '..', '.keep'), '')
    },
  }
}

async function compressFile(path) {
  const raw = await readFile(path)
  const quality = {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: raw.length },
  }
  await writeFile(`${path}.br`, await brotli(raw, quality))
  await writeFile(`${path}.gz`, await gz(raw, { level: 9 }))
  await rm(path)
}
