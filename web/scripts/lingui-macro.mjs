import { transformAsync } from '@babel/core'
import { compileMessage } from '@lingui/message-utils/compileMessage'
import { generateMessageId } from '@lingui/message-utils/generateMessageId'

const usesMacro = /from\s+['"]@lingui\/(core|react)\/macro['"]/

/**
 * Expands Lingui's macros. The React plugin no longer carries Babel, so only the files that need it pay for it. The
 * English words stay where they are used, compiled: a page brings its own, and no catalogue of all pages is loaded.
 */
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
        plugins: [['@lingui/babel-plugin-lingui-macro', { stripMessageField: false }], compiled],
      })
      return out && { code: out.code, map: out.map }
    },
  }
}

/** Compiles the words beside their id, as the macros leave them: { id, message }. */
function compiled({ template }) {
  const property = (object, name) =>
    object.properties.find(({ key, value }) => key?.name === name && value?.type === 'StringLiteral')
  return {
    visitor: {
      Program: {
        exit: (program) =>
          program.traverse({
            ObjectExpression({ node }) {
              const message = property(node, 'message')
              if (!message || property(node, 'id')?.value.value !== generateMessageId(message.value.value))
                return
              const words = compileMessage(message.value.value)
              message.value = template.expression.ast(JSON.stringify(words))
            },
          }),
      },
    },
  }
}
