import { draw } from '../draw'
import { TEMPLATE_ADDRESS } from '../placeholder'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'mcp-agent',
  name: 'MCP agent',
  description: 'An agent that uses the tools of an MCP server, and asks before it changes anything.',
  category: 'engineering',
  tags: ['MCP', 'tools', 'agent'],
  kind: 'chat',
  icon: 'plug',
  needs: ['language-model', 'mcp-server'],
  samples,
  graph: draw(
    [
      { id: 'input', type: 'input', label: 'Task', at: [0, 0] },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Conversation',
        at: [304, 0],
        config: { messages: [{ role: 'user', content: '{{message}}' }] },
      },
      { id: 'tools', type: 'mcp-tools', label: 'MCP tools', at: [608, 232], config: { url: TEMPLATE_ADDRESS } },
      {
        id: 'agent',
        type: 'agent',
        label: 'Agent',
        at: [608, 0],
        config: {
          instructions: 'Use the tools to do the task. Say which ones you used. If no tool fits, say what is missing.',
          maxSteps: 10,
        },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [912, 0] },
    ],
    [
      'input.message -> ask.message',
      'input.history -> ask.history',
      'ask.messages -> agent.prompt',
      'tools.tools -> agent.tools',
      'agent.text -> answer.text',
      'agent.citations -> answer.citations',
    ],
  ),
}
