import { type BoundCode, defineExport, type StepWriter } from '@/lib/export/node-export'
import type { AgentConfig } from './manifest'

export default defineExport<AgentConfig>({
  write(writer, config) {
    if (writer.use === 'tool') writer.fail('Agents that other agents call are not part of exported projects.')
    if (writer.input('images') !== null) writer.fail('Pictures are not part of exported projects.')
    if (writer.input('passages') !== null)
      writer.fail('Exported projects do not include the passages that an agent receives in advance.')
    writer.differs(
      'An agent that calls a tool wrongly is told so until its steps are used up; Patchbay ends the run at the second wrong call in a row, checks arguments more strictly, and does not repeat recorded calls after a crash.',
    )
    const bound = writer.bound('tools')
    const boxes = bound.flatMap((item) => (item.kind === 'toolbox' ? [{ ...item, name: writer.local('server') }] : []))
    const single = bound.filter((item) => item.kind === 'tool')
    const tools = [...single.map(({ code }) => code), ...boxes.map(({ name }) => `...${name}.tools`)]
    const call = agentCall(writer, config, { tools, mustAsk: mustAskCode(config, single, boxes) })
    const answer = writer.local('answer')
    return {
      doc:
        tools.length === 0
          ? 'a language model without tools.'
          : 'a language model that uses tools until it can answer.',
      lines:
        boxes.length === 0
          ? [`const ${answer} = ${call}`, giveAnswer(writer, answer)]
          : [
              ...boxes.map(({ name, code }) => `const ${name} = await ${code}`),
              'try {',
              `  const ${answer} = ${call.replaceAll('\n', '\n  ')}`,
              `  ${giveAnswer(writer, answer)}`,
              '} finally {',
              ...boxes.map(({ name }) => `  await ${name}.close()`),
              '}',
            ],
    }
  },
})

/** The code of a function that decides by a tool's name whether its calls need approval. Null if none does. */
function mustAskCode(
  { ask }: AgentConfig,
  tools: readonly { code: string; changesThings: boolean }[],
  boxes: readonly { name: string; changesThings: boolean }[],
): string | null {
  if (ask === 'never' || tools.length + boxes.length === 0) return null
  if (ask === 'always') return '() => true'
  const changing = tools.filter((item) => item.changesThings).map(({ code }) => `${code}.name`)
  const checks = [
    ...(changing.length === 0 ? [] : [`[${changing.join(', ')}].includes(name)`]),
    ...boxes.flatMap(({ name, changesThings }) =>
      changesThings ? [`${name}.tools.some((tool) => tool.name === name)`] : [],
    ),
  ]
  return checks.length === 0 ? null : `(name) => ${checks.join(' || ')}`
}

function agentCall(
  writer: StepWriter,
  config: AgentConfig,
  { tools, mustAsk }: { tools: string[]; mustAsk: string | null },
): string {
  if (mustAsk !== null) {
    writer.differs(
      'Before a tool that changes something, an agent asks the person at the terminal; without one, set `APPROVALS` to `approve` or `reject`. In Patchbay it waits for people, for months if need be.',
    )
  }
  const plugged = writer.bound('model').find((item): item is BoundCode & { kind: 'model' } => item.kind === 'model')
  if (!plugged && config.model.connection === 'builtin')
    writer.fail('The built-in answerer cannot use tools. Choose a language model.')
  const { temperature, maxOutputTokens, maxSteps, instructions } = config
  const onText = writer.onText()
  return [
    `await ${writer.lib('agent', 'runAgent')}({`,
    `  model: ${plugged?.code ?? writer.model(config.model, { temperature, maxOutputTokens })},`,
    `  instructions: ${writer.template(instructions)},`,
    `  messages: ${writer.input('prompt') ?? '[]'},`,
    `  tools: [${tools.join(', ')}],`,
    `  maxSteps: ${maxSteps},`,
    ...(mustAsk === null ? [] : [`  mustAsk: ${mustAsk},`]),
    `  signal: ${writer.signal},`,
    ...(onText === null ? [] : [`  onText: ${onText},`]),
    '})',
  ].join('\n')
}

function giveAnswer(writer: StepWriter, answer: string): string {
  return `return ${writer.give(['text', 'citations', 'steps'].map((port) => [port, `${answer}.${port}`]))}`
}
