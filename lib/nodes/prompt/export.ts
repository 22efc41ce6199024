import { defineExport } from '@/lib/export/node-export'
import type { PromptConfig } from './manifest'

export default defineExport<PromptConfig>({
  write(writer, { messages }) {
    const written = messages.filter((message) => message.content.trim() !== '')
    const history = writer.input('history')
    const items = written.map(({ role, content }) => `{ role: '${role}', content: ${writer.template(content)} },`)
    const last = written.findLastIndex((message) => message.role === 'user')
    if (history !== null) items.splice(last === -1 ? items.length : last, 0, `...(${history} ?? []),`)
    const type = writer.lib('values', 'Message')
    const variable = writer.local('messages')
    return {
      doc: 'puts the messages for a model together.',
      lines: [
        `const ${variable}: ${type}[] = [`,
        ...items.map((item) => `  ${item}`),
        ']',
        // Empty messages are dropped.
        `return ${writer.give([['messages', `${variable}.filter(({ content }) => content.trim() !== '')`]])}`,
      ],
    }
  },
})
