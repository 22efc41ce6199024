import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

/** Reads CSV with quoted values; spaces around values are removed. */
const READ_CSV = `const rows = []
let row = [], value = '', quoted = false
for (const char of input.csv + '\\n') {
  if (char === '"') quoted = !quoted
  else if (char === ',' && !quoted) { row.push(value.trim()); value = '' }
  else if (char === '\\n' && !quoted) { row.push(value.trim()); if (row.some(Boolean)) rows.push(row); row = []; value = '' }
  else value += char
}
const [head = [], ...body] = rows
const names = head.map((name) => name.toLowerCase().replace(/[^\\p{L}\\d]+/gu, '_'))
return body.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])))`

const TIDY = `const titleCase = (text) => text.toLowerCase().replace(/(^|[\\s-])\\p{L}/gu, (letter) => letter.toUpperCase())
return input.rows.map((row) => ({
  ...row,
  ...(row.name === undefined ? {} : { name: titleCase(row.name) }),
  ...(row.email === undefined ? {} : { email: row.email.toLowerCase() }),
  ...(row.amount === undefined ? {} : { amount: Number(row.amount.replace(/[^\\d.-]/g, '')) || 0 }),
}))`

const TABLE = `{{ rows | length }} rows, total {{ total }}

| Name | Email | Amount |
| --- | --- | ---: |
{% for row in rows %}| {{ row.name }} | {{ row.email }} | {{ row.amount }} |
{% endfor %}`

export const template: Template = {
  id: 'spreadsheet-clean-up',
  name: 'Spreadsheet clean-up',
  description: 'Tidies a messy CSV: consistent names and addresses, numbers as numbers, no duplicates, sorted.',
  category: 'data',
  tags: ['CSV', 'Excel', 'duplicates'],
  kind: 'form',
  icon: 'table',
  needs: [],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Table',
        at: [0, 104],
        config: { mode: 'form', fields: [{ name: 'csv', label: 'CSV with a header row', kind: 'paragraph' }] },
      },
      {
        id: 'read',
        type: 'code',
        label: 'Read the rows',
        at: [304, 104],
        config: { inputs: [{ name: 'csv', kind: 'text' }], code: READ_CSV },
      },
      {
        id: 'tidy',
        type: 'code',
        label: 'Tidy each row',
        at: [608, 104],
        config: { inputs: [{ name: 'rows', kind: 'json' }], code: TIDY },
      },
      {
        id: 'clean',
        type: 'list',
        label: 'Remove duplicates and sort',
        at: [912, 104],
        config: {
          operations: [
            { operation: 'filter', field: 'email', operator: 'is-not-empty' },
            { operation: 'unique', field: 'email' },
            { operation: 'sort', field: 'name' },
          ],
        },
      },
      {
        id: 'sum',
        type: 'list',
        label: 'Total',
        at: [1216, 184],
        config: { operations: [{ operation: 'aggregate', field: 'amount', function: 'sum' }] },
      },
      {
        id: 'table',
        type: 'template',
        label: 'As a table',
        at: [1520, 0],
        config: {
          engine: 'jinja',
          jinja: TABLE,
          values: [
            { name: 'rows', value: '{{rows}}' },
            { name: 'total', value: '{{total}}' },
          ],
        },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1824, 96] },
    ],
    [
      'input.csv -> read.csv',
      'read.result -> tidy.rows',
      'tidy.result -> clean.items',
      'clean.items -> sum.items',
      'clean.items -> table.rows',
      'sum.first -> table.total',
      'table.text -> answer.text',
      'clean.items -> answer.data',
    ],
  ),
}
