import { actionSettings } from '../action-settings'
import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'ask-database',
  name: 'Ask the database',
  description: 'Writes a SQL query for a question, runs it read-only on PostgreSQL, and explains the result.',
  category: 'data',
  tags: ['SQL', 'PostgreSQL', 'read-only'],
  kind: 'chat',
  icon: 'database',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      { id: 'input', type: 'input', label: 'Question', at: [0, 0] },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Conversation',
        at: [304, 0],
        config: { messages: [{ role: 'user', content: '{{message}}' }] },
      },
      {
        id: 'database',
        type: 'toolbox',
        label: 'Read-only database',
        at: [608, 232],
        config: {
          tools: [
            { ...actionSettings('postgres/list-tables'), name: 'list_tables', description: 'Tables with columns.' },
            {
              ...actionSettings('postgres/query', { maxRows: 100 }),
              filledBy: { statement: 'model' },
              name: 'query',
              description: 'Runs one SELECT statement in a read-only transaction.',
            },
          ],
        },
      },
      {
        id: 'agent',
        type: 'agent',
        label: 'Analyst',
        at: [608, 0],
        config: {
          instructions:
            'Answer questions about the database. List the tables first, then run one SELECT. Never guess numbers. Show small results as a table, and explain them in one sentence.',
          maxSteps: 8,
        },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [912, 0] },
    ],
    [
      'input.message -> ask.message',
      'input.history -> ask.history',
      'ask.messages -> agent.prompt',
      'database.tools -> agent.tools',
      'agent.text -> answer.text',
      'agent.steps -> answer.data',
    ],
  ),
}
