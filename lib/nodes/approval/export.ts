import { defineExport } from '@/lib/export/node-export'
import type { ApprovalConfig } from './manifest'

export default defineExport<ApprovalConfig>({
  write(writer, { title, message, fields }) {
    writer.differs(
      'An Approval asks the person at the terminal; without one, set `APPROVALS` to `approve` or `reject`. Who may answer, a second person, deadlines and signed links are Patchbay’s.',
    )
    const content = writer.input('content') ?? 'null'
    const form = fields.map(({ name, label, type, options }) => ({
      name,
      label: label || name,
      type,
      ...(type === 'choice' ? { options } : {}),
    }))
    const decision = writer.local('decision')
    const rest = ['values', 'comment', 'by'].map((port): [string, string] => [port, `${decision}.${port}`])
    const question = [
      `title: ${writer.template(title)},`,
      `message: ${writer.template(message)},`,
      `content: ${writer.lib('values', 'toJson')}(${content}),`,
      ...(form.length === 0
        ? []
        : [`fields: ${writer.constant('FIELDS', `${writer.literal(form)} satisfies Question['fields']`)},`]),
    ]
    if (form.length > 0) writer.lib('ask-person', 'Question')
    return {
      doc: 'waits until a person approves or rejects.',
      lines: [
        `const ${decision} = await ${writer.lib('ask-person', 'askPerson')}({`,
        ...question.map((line) => `  ${line}`),
        '})',
        `if (${decision}.isApproved) return ${writer.give([['approved', content], ...rest])}`,
        `return ${writer.give([['rejected', content], ...rest])}`,
      ],
    }
  },
})
