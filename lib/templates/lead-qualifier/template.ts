import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'lead-qualifier',
  name: 'Lead qualifier',
  description: 'Scores a request from your website, keeps hot leads in a list, and drafts the first reply.',
  category: 'sales',
  tags: ['leads', 'CRM', 'score'],
  kind: 'form',
  icon: 'flag',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Request',
        at: [0, 528],
        config: {
          mode: 'form',
          fields: [{ name: 'request', label: 'Request', kind: 'paragraph', personal: true }],
          variables: [{ name: 'hotLeads', type: 'list', scope: 'app', default: '[]', maxCharacters: 100_000 }],
        },
      },
      {
        id: 'read',
        type: 'structured-output',
        label: 'Read and score',
        at: [304, 528],
        config: {
          instructions:
            'You qualify leads for a company that sells office lighting. Score from 0 to 100: a budget, a date and more than 20 lamps count most. Write the first reply in the language of the request.',
          schema: {
            type: 'object',
            properties: {
              company: { type: 'string' },
              contact: { type: 'string' },
              score: { type: 'integer' },
              reason: { type: 'string', description: 'One sentence' },
              reply: { type: 'string', description: 'Two sentences' },
            },
            required: ['company', 'contact', 'score', 'reason', 'reply'],
            additionalProperties: false,
          },
        },
      },
      {
        id: 'hot',
        type: 'condition',
        label: 'Hot?',
        at: [608, 680],
        config: {
          cases: [
            {
              id: 'hot',
              name: 'Hot',
              match: 'all',
              conditions: [{ left: '{{read.json.score}}', operator: 'greater', right: '69' }],
            },
          ],
        },
      },
      {
        id: 'keep',
        type: 'set-variable',
        label: 'Keep the lead',
        at: [912, 736],
        config: { assignments: [{ variable: 'hotLeads', operation: 'append', value: '{{lead}}' }] },
      },
      {
        id: 'call',
        type: 'template',
        label: 'Hot lead',
        at: [1216, 624],
        config: {
          text: '**Hot lead, {{read.json.score}} of 100**: {{read.json.company}}. {{read.json.reason}}\n\n{{read.json.reply}}',
        },
      },
      {
        id: 'later',
        type: 'template',
        label: 'Other lead',
        at: [912, 504],
        config: {
          text: '**{{read.json.score}} of 100**: {{read.json.company}}. {{read.json.reason}}\n\n{{read.json.reply}}',
        },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1520, 0] },
    ],
    [
      'input.request -> read.prompt',
      'read.json -> hot.value',
      'hot.hot -> keep.lead',
      'keep.values -> call.when',
      'hot.else -> later.when',
      'call.text -> answer.text',
      'later.text -> answer.text',
      'read.json -> answer.data',
    ],
  ),
}
