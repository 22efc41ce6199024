import type { StepWriter } from '@/lib/export/node-export'
import type { GuardSettings } from './guard-config'

export interface GuardCode {
  doc: string
  /** Instruction for the language model. */
  task: string
  /** Code of the rule-based verdict. */
  rules: (text: string) => string
}

/** Generates a guard: the verdict, then the branch. */
export function writeGuard(writer: StepWriter, config: GuardSettings, { doc, task, rules }: GuardCode) {
  const text = writer.input('text') ?? "''"
  const [score, reasons] = [writer.local('score'), writer.local('reasons')]
  const argument = [
    score === 'score' ? score : `score: ${score}`,
    reasons === 'reasons' ? reasons : `reasons: ${reasons}`,
  ].join(', ')
  const give = (port: string) =>
    `return ${writer.give([
      [port, text],
      ['reasons', `${reasons}.join('; ')`],
      ['score', score],
    ])}`
  return {
    doc,
    lines: [
      `const { ${argument} } = await ${callOf(writer, config, { text, task, rules })}`,
      `if (${score} >= ${config.threshold}) ${give('blocked')}`,
      give('passed'),
    ],
  }
}

function callOf(
  writer: StepWriter,
  config: GuardSettings,
  { text, task, rules }: Omit<GuardCode, 'doc'> & { text: string },
): string {
  if (config.mode === 'rules') return rules(text)
  const argument = text === 'text' ? text : `text: ${text}`
  if (config.mode === 'model') {
    const system = [task, config.instructions.trim()].filter((part) => part !== '').join('\n\n')
    const model = writer.model(config.model, { temperature: 0, maxOutputTokens: 300 })
    return `${writer.lib('guard', 'guardByModel')}({ model: ${model}, task: ${writer.text(system)}, ${argument}, signal: ${writer.signal} })`
  }
  writer.differs(
    'A classifier that was trained in Patchbay stays there: the code asks it over HTTP. Set `PATCHBAY_URL` and `PATCHBAY_API_KEY`, with a key that may call the model.',
  )
  const address = writer.env('PATCHBAY_URL', 'Where your Patchbay is, for its trained models.')
  const key = writer.env('PATCHBAY_API_KEY', 'A key of Patchbay that may call its trained models.')
  return `${writer.lib('guard', 'guardByTrained')}({ address: ${address}, key: ${key}, model: ${writer.text(config.trained.name)}, stopped: ${writer.literal(config.stopped)}, ${argument}, signal: ${writer.signal} })`
}
