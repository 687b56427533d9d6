import { transformAsync } from '@babel/core'

const usesMacro = /from\s+['"]@lingui\/(core|react)\/macro['"]/

/** Expands Lingui's macros. The React plugin no longer carries Babel, so only the files that need it pay for it. */
export function linguiMacro() {
  return {
    name: 'lingui-macro',
    enforce: 'pre',
    async transform(code, id) {
      if (!/\.tsx?$/.test(id) || !usesMacro.test(code)) return null
      const out = await transformAsync(code, {
        filename: id,
        babelrc: false,
        configFile: false,
        sourceMaps: true,
        parserOpts: { plugins: ['typescript', 'jsx'] },
        plugins: ['@lingui/babel-plugin-lingui-macro'],
      })
      return out && { code: out.code, map: out.map }
    },
  }
}
