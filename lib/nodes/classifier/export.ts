import { defineExport, type StepWriter } from '@/lib/export/node-export'
import type { ClassifierConfig } from './manifest'

export default defineExport<ClassifierConfig>({
  write(writer, config) {
    const text = writer.input('text') ?? "''"
    const [name, confidence] = [writer.local('name'), writer.local('confidence')]
    const fields = [renamed('name', name), renamed('confidence', confidence)]
    const call = callOf(writer, config, text)
    const branches = config.mode === 'trained' ? config.trained.classes : config.classes
    const give = (port: string, label: string) =>
      `return ${writer.give([
        [port, text],
        ['label', label],
        ['confidence', confidence],
      ])}`
    return {
      doc: `sorts a text into ${branches.length} classes; each has its branch.`,
      lines: [
        `const { ${fields.join(', ')} } = await ${call}`,
        ...branches.map((item) => `if (${name} === ${writer.text(item.name)}) ${give(item.id, name)}`),
        give('other', "'Other'"),
      ],
    }
  },
})

function callOf(writer: StepWriter, config: ClassifierConfig, text: string): string {
  if (config.mode === 'trained') return byTrained(writer, config.trained.name, text)
  const classes = config.classes.map(({ name, examples }) => ({
    name,
    examples: examples.filter((example) => example.trim() !== ''),
  }))
  const list = writer.constant('CLASSES', writer.literal(classes))
  return config.mode === 'model' ? byModel(writer, config, text, list) : byExamples(writer, config, text, list)
}

function byTrained(writer: StepWriter, name: string, text: string): string {
  writer.differs(
    'A classifier that was trained in Patchbay stays there: the code asks it over HTTP. Set `PATCHBAY_URL` and `PATCHBAY_API_KEY`, with a key that may call the model.',
  )
  const address = writer.env('PATCHBAY_URL', 'Where your Patchbay is, for its trained models.')
  const key = writer.env('PATCHBAY_API_KEY', 'A key of Patchbay that may call its trained models.')
  return [
    `${writer.lib('trained', 'classifyByTrained')}({`,
    `  address: ${address},`,
    `  key: ${key},`,
    `  model: ${writer.text(name)},`,
    `  ${text === 'text' ? text : `text: ${text}`},`,
    `  signal: ${writer.signal},`,
    '})',
  ].join('\n')
}

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
