import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

const SPLIT = `return input.contract.split(/\\n(?=\\s*(?:§|\\d+[.)])\\s*)/).map((text) => text.trim()).filter(Boolean)`

const REPORT = `{% for part in parts %}{% if part %}### {{ part.title }} ({{ part.risk }} risk)

{{ part.finding }}{% if part.proposal %}


*Proposal:* {{ part.proposal }}{% endif %}


{% endif %}{% endfor %}`

export const template: Template = {
  id: 'contract-review',
  name: 'Contract review',
  description: 'Checks each clause of a contract for risks and proposes better wording, as a report.',
  category: 'documents',
  tags: ['contract', 'legal', 'risk'],
  kind: 'form',
  icon: 'scale',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Contract',
        at: [0, 64],
        config: {
          mode: 'form',
          fields: [
            { name: 'contract', label: 'Contract, with numbered clauses', kind: 'paragraph' },
            { name: 'side', label: 'Your side', default: 'the customer' },
          ],
        },
      },
      {
        id: 'split',
        type: 'code',
        label: 'Split into clauses',
        at: [304, 144],
        config: { inputs: [{ name: 'contract', kind: 'text' }], code: SPLIT },
      },
      { id: 'each', type: 'map', label: 'Each clause', at: [608, 104], config: { parallel: 4, onItemError: 'keep' } },
      {
        id: 'check',
        type: 'structured-output',
        label: 'Check the clause',
        parent: 'each',
        at: [104, 104],
        config: {
          instructions:
            'You review contracts for {{side}}. Rate the risk of this clause for your client, say in one sentence why, and propose better wording if the risk is medium or high.',
          schema: {
            type: 'object',
            properties: {
              title: { type: 'string', description: 'Number and topic of the clause' },
              risk: { type: 'string', enum: ['low', 'medium', 'high'] },
              finding: { type: 'string', description: 'The reason, in one sentence' },
              proposal: { type: 'string', description: 'Better wording; empty for a low risk' },
            },
            required: ['title', 'risk', 'finding', 'proposal'],
            additionalProperties: false,
          },
        },
      },
      {
        id: 'report',
        type: 'template',
        label: 'Report',
        at: [1120, 0],
        config: { engine: 'jinja', jinja: REPORT, values: [{ name: 'parts', value: '{{parts}}' }] },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1424, 136] },
    ],
    [
      'input.contract -> split.contract',
      'split.result -> each.items',
      'each.item -> check.prompt',
      'input.side -> check.side',
      'check.json -> each.result',
      'each.results -> report.parts',
      'report.text -> answer.text',
      'each.results -> answer.data',
    ],
  ),
}
