import { manifestOf } from '@/lib/nodes/manifests.gen'
import { listOf, numberOf, objectOf, textOf } from '../fields'
import { buildPrompt } from './llm'
import { modelSettings } from './model-settings'
import { never, nowhere } from './never'
import type { Rule, RuleContext } from './rule'

/** An agent with its instructions. Tools that are steps are connected; others are to be connected again. */
export const agent: Rule = {
  targets: { prompt: 'prompt', agent: 'agent' },
  status: 'partial',
  gate: ({ prompt }) => `${prompt}.when`,
  leave: ({ agent: id }) => `${id}.text`,
  values: ({ agent: id }) => ({ text: `${id}.text` }),
  build: (ctx) => {
    const query = textOf(settingOf(ctx, 'query')) || '{{#sys.query#}}'
    const messages = ctx.data.prompt_template ?? [{ role: 'user', text: query }]
    buildPrompt({ ...ctx, data: { ...ctx.data, prompt_template: messages } })
    ctx.connect(`${ctx.ids.prompt}.messages`, `${ctx.ids.agent}.prompt`)
    buildAgent(ctx)
  },
}

/** An agent that another agent calls. */
export const agentTool: Rule = {
  targets: { agent: 'agent' },
  status: 'partial',
  gate: nowhere,
  leave: nowhere,
  values: never,
  // Older versions of the node offer no tool.
  ...(manifestOf('agent')?.tool === true ? { tool: ({ agent: id }) => `${id}.tool` } : {}),
  build: buildAgent,
}

function buildAgent(ctx: RuleContext): void {
  const steps = numberOf(settingOf(ctx, 'maximum_iterations'))
  const model = objectOf(settingOf(ctx, 'model'))
  ctx.configure('agent', {
    instructions: ctx.text(settingOf(ctx, 'instruction')),
    ...modelSettings(ctx, { name: model.model ?? '', completion_params: model.completion_params ?? {} }),
    ...(steps === null ? {} : { maxSteps: Math.min(25, Math.max(1, Math.round(steps))) }),
  })
  for (const tool of listOf(settingOf(ctx, 'tools')).map(objectOf)) {
    const port = ctx.toolOf(textOf(tool.step))
    if (port !== null) ctx.connect(port, `${ctx.ids.agent}.tools`)
    else ctx.note('tools', textOf(tool.tool_label) || textOf(tool.tool_name) || textOf(tool.provider_name))
  }
  const servers = textOf(settingOf(ctx, 'servers_config')) || textOf(settingOf(ctx, 'mcp_server'))
  if (servers !== '') ctx.note('tools', 'MCP')
}

/** Some files store the kind of each setting beside its value. */
function settingOf({ data }: RuleContext, name: string) {
  const parameters = objectOf(data.agent_parameters)
  return objectOf(parameters[name]).value ?? parameters[name]
}
