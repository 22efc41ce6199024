import { defineExport, type StepWriter } from '@/lib/export/node-export'
import type { ClassifierConfig } from './manifest'

export default defineExport<ClassifierConfig>({
  write(writer, config) {
    const text = writer.input('text') ?? "''"
    const classes = config.classes.map(({ name, examples }) => ({
      name,
      examples: examples.filter((example) => example.trim() !== ''),
    }))
    const list = writer.constant('CLASSES', writer.literal(classes))
    const [name, confidence] = [writer.local('name'), writer.local('confidence')]
    const given = [renamed('name', name), renamed('confidence', confidence)]
    const call = config.mode === 'model' ? byModel(writer, config, text, list) : byExamples(writer, config, text, list)
    const give = (port: string, label: string) =>
      `return ${writer.give([
        [port, text],
        ['label', label],
        ['confidence', confidence],
      ])}`
    return {
      doc: `sorts a text into ${config.classes.length} classes; each has its branch.`,
      lines: [
        `const { ${given.join(', ')} } = await ${call}`,
        ...config.classes.map((item) => `if (${name} === ${writer.text(item.name)}) ${give(item.id, name)}`),
        give('other', "'Other'"),
      ],
    }
  },
})

function byExamples(writer: StepWriter, { threshold }: ClassifierConfig, text: string, list: string): string {
  writer.differs(
    'Classifiers by examples take the class of the nearest example: by embeddings when `EMBEDDING_MODEL` is set, else by shared words. Patchbay trains a small model on built-in embeddings, so it decides better, and its confidence is another figure. Texts in your users’ own words need `EMBEDDING_MODEL`.',
  )
  const embed = `${writer.lib('embeddings', 'embedder')}()`
  return `${writer.lib('classify', 'classifyByExamples')}({ ${text === 'text' ? text : `text: ${text}`}, classes: ${list}, threshold: ${threshold}, embed: ${embed} })`
}

function byModel(writer: StepWriter, { model, instructions, classes }: ClassifierConfig, text: string, list: string) {
  const schema = writer.constant(
    'ANSWER',
    writer.literal({
      type: 'object',
      properties: { class: { type: 'string', enum: [...classes.map(({ name }) => name), 'other'] } },
      required: ['class'],
      additionalProperties: false,
    }),
  )
  return [
    `${writer.lib('classify', 'classifyByModel')}({`,
    `  model: ${writer.model(model, { temperature: 0, maxOutputTokens: 200, responseSchema: schema })},`,
    `  ${text === 'text' ? text : `text: ${text}`},`,
    `  classes: ${list},`,
    `  instructions: ${writer.text(instructions)},`,
    `  signal: ${writer.signal},`,
    '})',
  ].join('\n')
}

function renamed(key: string, name: string): string {
  return key === name ? key : `${key}: ${name}`
}
