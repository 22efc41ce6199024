import { emptyGraph, type Graph } from '@/lib/graph/graph'

const node = (id: string, type: string, config = {}) => ({
  id,
  type,
  version: 1,
  label: id,
  config,
  position: { x: 0, y: 0 },
})
const fields = [
  { name: 'name', label: 'Name', kind: 'text', required: true },
  { name: 'amount', label: 'Amount', kind: 'number', required: true },
]

/** A form with a name and an amount that answers with the name. */
export const customerForm: Graph = {
  ...emptyGraph(),
  nodes: [node('input', 'input', { mode: 'form', fields }), node('answer', 'answer')],
  edges: [{ id: 'e1', from: { node: 'input', port: 'name' }, to: { node: 'answer', port: 'text' } }],
}

/** Maps table columns to the form's fields. */
export const customerMapping = {
  name: { kind: 'column', column: 'Customer' },
  amount: { kind: 'column', column: 'Total' },
} as const
