import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

/** Groups the rows of a CSV by one column and adds up another. */
const QUERY = `const [head, ...lines] = input.csv.trim().split('\\n').map((line) => line.split(',').map((cell) => cell.trim()))
const column = (name) => {
  const index = head.findIndex((title) => title.toLowerCase() === String(name).trim().toLowerCase())
  if (index < 0) throw new Error('There is no column ' + name + '. Columns: ' + head.join(', '))
  return index
}
const by = column(input.group_by), of = column(input.column)
const sums = new Map()
for (const line of lines) {
  const value = Number(line[of])
  const group = sums.get(line[by]) ?? { sum: 0, count: 0 }
  sums.set(line[by], { sum: group.sum + (Number.isFinite(value) ? value : 0), count: group.count + 1 })
}
return [...sums].map(([group, { sum, count }]) => ({ group, count, sum: Math.round(sum * 100) / 100, average: Math.round((sum / count) * 100) / 100 }))`

export const template: Template = {
  id: 'data-analyst',
  name: 'Data analyst',
  description: 'Answers questions about a table. An agent computes sums and averages instead of guessing.',
  category: 'data',
  tags: ['CSV', 'statistics', 'agent'],
  kind: 'form',
  icon: 'chart-column',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Table',
        at: [0, 104],
        config: {
          mode: 'form',
          fields: [
            { name: 'csv', label: 'CSV with a header row', kind: 'paragraph' },
            { name: 'question', label: 'Question', kind: 'paragraph' },
          ],
        },
      },
      {
        id: 'head',
        type: 'code',
        label: 'First rows',
        at: [304, 0],
        config: {
          inputs: [{ name: 'csv', kind: 'text' }],
          code: "return input.csv.trim().split('\\n').slice(0, 4).join('\\n')",
        },
      },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Question',
        at: [608, 64],
        config: {
          messages: [{ role: 'user', content: 'The table begins with these rows:\n\n{{head}}\n\n{{question}}' }],
        },
      },
      {
        id: 'group',
        type: 'code',
        label: 'Sum by group',
        at: [912, 232],
        config: {
          inputs: [
            { name: 'csv', kind: 'text' },
            { name: 'group_by', kind: 'text', description: 'Name of the column to group by.' },
            { name: 'column', kind: 'text', description: 'Name of the column with numbers.' },
          ],
          code: QUERY,
          toolDescription: 'Count, sum and average of a number column for each value of another column, over all rows.',
        },
      },
      {
        id: 'agent',
        type: 'agent',
        label: 'Analyst',
        at: [912, 0],
        config: {
          instructions:
            'You are a data analyst. Never compute in your head: use the tool, which sees all rows. Answer with the numbers, in one or two sentences.',
          maxSteps: 6,
        },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1216, 0] },
    ],
    [
      'input.csv -> head.csv',
      'head.result -> ask.head',
      'input.question -> ask.question',
      'input.csv -> group.csv',
      'ask.messages -> agent.prompt',
      'group.tool -> agent.tools',
      'agent.text -> answer.text',
      'agent.steps -> answer.data',
    ],
  ),
}
