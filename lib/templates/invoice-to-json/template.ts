import type { JsonObject } from '@/lib/core/json'
import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

const text = (description: string): JsonObject => ({ type: 'string', description })
const number = (description: string): JsonObject => ({ type: 'number', description })

const INVOICE: JsonObject = {
  type: 'object',
  properties: {
    vendor: text('Who wrote the invoice'),
    invoiceNumber: text('As it stands on the invoice'),
    date: text('Date of the invoice, YYYY-MM-DD'),
    currency: text('Three letters, such as EUR'),
    lineItems: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          description: text('What was sold'),
          quantity: number('How many'),
          unitPrice: number('Price of one'),
          amount: number('Price of all'),
        },
        required: ['description', 'amount'],
        additionalProperties: false,
      },
    },
    tax: number('All taxes together'),
    total: number('What is to be paid'),
  },
  required: ['vendor', 'date', 'currency', 'lineItems', 'total'],
  additionalProperties: false,
}

export const template: Template = {
  id: 'invoice-to-json',
  name: 'Invoice to JSON',
  description: 'Extracts the fields of an invoice as JSON that always matches the schema.',
  category: 'documents',
  tags: ['invoice', 'extraction', 'accounting'],
  kind: 'form',
  icon: 'receipt',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Invoice',
        at: [0, 0],
        config: { mode: 'form', fields: [{ name: 'invoice', label: 'Text of the invoice', kind: 'paragraph' }] },
      },
      {
        id: 'extract',
        type: 'structured-output',
        label: 'Read the fields',
        at: [320, 0],
        config: {
          instructions:
            'Read the invoice and fill in its fields. Leave out what it does not say. Write numbers without separators.',
          schema: INVOICE,
        },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [640, 0] },
    ],
    ['input.invoice -> extract.prompt', 'extract.json -> answer.text', 'extract.json -> answer.data'],
  ),
}
