import { defineExport } from '@/lib/export/node-export'
import type { ChatModelConfig } from './manifest'

export default defineExport<ChatModelConfig>({
  write(writer, { model, system, temperature, maxOutputTokens }) {
    const documents = writer.input('documents')
    const history = writer.input('history')
    const prompt = writer.input('prompt') ?? '[]'
    if (writer.input('images') !== null) writer.fail('Pictures are not part of exported projects.')
    const onText = writer.onText()
    if (documents === null && model.connection === 'builtin')
      writer.fail('Without passages, the built-in answerer has nothing to quote from. Choose a language model.')
    const answer =
      documents === null
        ? writer.lib('chat', 'answerMessages')
        : writer.lib('answer-from-passages', 'answerFromPassages')
    if (documents !== null) {
      writer.differs(
        'While no language model is set, “Chat model” steps quote the one sentence that shares most words with the question. Patchbay’s built-in answerer, which weighs meaning and says when the evidence is weak, is not part of this project.',
      )
    }
    const [text, citations] = [writer.local('text'), writer.local('citations')]
    const fields = [
      `model: ${writer.model(model, { temperature, maxOutputTokens })},`,
      `system: ${writer.template(system)},`,
      `messages: ${history === null ? prompt : `[...(${history} ?? []), ...${prompt}]`},`,
      ...(documents === null ? [] : [`passages: ${documents},`]),
      `signal: ${writer.signal},`,
      ...(onText === null ? [] : [`onText: ${onText},`]),
    ]
    const settings = [
      `text${text === 'text' ? '' : `: ${text}`}`,
      `citations${citations === 'citations' ? '' : `: ${citations}`}`,
    ]
    return {
      doc: documents === null ? 'asks a language model.' : 'answers from the passages, with citations.',
      lines: [
        `const { ${settings.join(', ')} } = await ${answer}({`,
        ...fields.map((field) => `  ${field}`),
        '})',
        `return ${writer.give([
          ['text', text],
          ['citations', citations],
        ])}`,
      ],
    }
  },
  bind: (writer, { model, temperature, maxOutputTokens }) => ({
    kind: 'model',
    code: writer.model(model, { temperature, maxOutputTokens }),
  }),
})
