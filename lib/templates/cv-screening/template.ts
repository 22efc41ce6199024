import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

const SPLIT = `return input.cvs.split(/^-{3,}\\s*$/m).map((text) => text.trim()).filter(Boolean)`

const LIST = `{% for cv in ranked %}{{ loop.index }}. **{{ cv.name }}**, {{ cv.score }} of 100: {{ cv.reason }}
{% endfor %}`

export const template: Template = {
  id: 'cv-screening',
  name: 'CV screening',
  description: 'Compares CVs with a job advert, ranks them with reasons, and asks a person to confirm the shortlist.',
  category: 'documents',
  tags: ['recruiting', 'CV', 'ranking'],
  kind: 'form',
  icon: 'users',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Application',
        at: [0, 0],
        config: {
          mode: 'form',
          fields: [
            { name: 'advert', label: 'Job advert', kind: 'paragraph' },
            { name: 'cvs', label: 'CVs, with a line of --- between them', kind: 'paragraph', personal: true },
          ],
        },
      },
      {
        id: 'split',
        type: 'code',
        label: 'Split',
        at: [320, 0],
        config: { inputs: [{ name: 'cvs', kind: 'text' }], code: SPLIT },
      },
      { id: 'each', type: 'map', label: 'Each CV', at: [640, 0], config: { parallel: 4 } },
      {
        id: 'rate',
        type: 'structured-output',
        label: 'Compare with the advert',
        parent: 'each',
        at: [128, 150],
        config: {
          instructions:
            'Rate how well this CV fits the job advert, by skills and experience only. Ignore age, sex, origin and family.\n\nJob advert:\n{{advert}}',
          schema: {
            type: 'object',
            properties: {
              name: { type: 'string', description: 'Name of the applicant' },
              score: { type: 'integer', description: 'From 0 to 100' },
              reason: { type: 'string', description: 'Strengths and gaps, in one sentence' },
            },
            required: ['name', 'score', 'reason'],
            additionalProperties: false,
          },
        },
      },
      {
        id: 'rank',
        type: 'list',
        label: 'Rank',
        at: [1440, 0],
        config: { operations: [{ operation: 'sort', field: 'score', direction: 'descending' }] },
      },
      {
        id: 'shortlist',
        type: 'template',
        label: 'Shortlist',
        at: [1760, 0],
        config: { engine: 'jinja', jinja: LIST, values: [{ name: 'ranked', value: '{{ranked}}' }] },
      },
      {
        id: 'confirm',
        type: 'approval',
        label: 'Confirm the ranking',
        at: [2080, 0],
        config: { title: 'Is this ranking fair?', message: 'The ranking was proposed by a model. Read the CVs first.' },
      },
      {
        id: 'confirmed',
        type: 'template',
        label: 'Confirmed',
        at: [2400, 0],
        config: { text: '{{ranking}}\nConfirmed by {{by}}.' },
      },
      {
        id: 'rejected',
        type: 'template',
        label: 'Not confirmed',
        at: [2400, 200],
        config: { text: 'The ranking was rejected. {{confirm.comment}}' },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [2720, 100] },
    ],
    [
      'input.cvs -> split.cvs',
      'split.result -> each.items',
      'each.item -> rate.prompt',
      'input.advert -> rate.advert',
      'rate.json -> each.result',
      'each.results -> rank.items',
      'rank.items -> shortlist.ranked',
      'shortlist.text -> confirm.content',
      'confirm.approved -> confirmed.ranking',
      'confirm.by -> confirmed.by',
      'confirm.rejected -> rejected.when',
      'confirmed.text -> answer.text',
      'rejected.text -> answer.text',
    ],
  ),
}
