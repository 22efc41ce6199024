import { draw } from '../draw'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'approve-before-sending',
  name: 'Approve before sending',
  description:
    'Drafts a reply, waits until a person approves it in the inbox, and then puts it into the outbox. Add an HTTP or email step to send it.',
  category: 'automation',
  tags: ['approval', 'outbox', 'reply'],
  kind: 'form',
  icon: 'hand',
  needs: ['language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Letter',
        at: [0, 0],
        config: {
          mode: 'form',
          fields: [
            { name: 'letter', label: 'What they wrote', kind: 'paragraph' },
            { name: 'recipient', label: 'Who gets the reply', kind: 'text' },
          ],
          variables: [{ name: 'outbox', type: 'list', scope: 'app', default: '[]', maxCharacters: 100_000 }],
        },
      },
      {
        id: 'prompt',
        type: 'prompt',
        label: 'Question',
        at: [304, 432],
        config: { messages: [{ role: 'user', content: 'Write a reply to this letter:\n\n{{letter}}' }] },
      },
      {
        id: 'draft',
        type: 'chat-model',
        label: 'Draft',
        at: [608, 432],
        config: { system: 'You write short and friendly replies. Promise nothing.', temperature: 0.3 },
      },
      {
        id: 'approval',
        type: 'approval',
        label: 'Approval',
        at: [912, 88],
        config: {
          title: 'Send this reply to {{recipient}}?',
          message: 'They wrote:\n\n{{letter}}',
          fields: [{ name: 'subject', label: 'Subject', type: 'text', required: false }],
          deadlineHours: 72,
          onDue: 'reject',
        },
      },
      {
        id: 'entry',
        type: 'edit-fields',
        label: 'Outbox entry',
        at: [1216, 472],
        config: {
          fields: [
            { path: 'to', action: 'set', type: 'text', value: '{{recipient}}' },
            { path: 'text', action: 'set', type: 'text', value: '{{reply}}' },
          ],
        },
      },
      {
        id: 'outbox',
        type: 'set-variable',
        label: 'Add to the outbox',
        at: [1520, 472],
        config: { assignments: [{ variable: 'outbox', operation: 'append', value: '{{entry}}' }] },
      },
      { id: 'size', type: 'list', label: 'Count', at: [1824, 544], config: { operations: [] } },
      {
        id: 'sent',
        type: 'template',
        label: 'In the outbox',
        at: [2128, 440],
        config: { text: 'Approved and added to the outbox (replies in it: {{count}}).\n\n{{reply}}' },
      },
      {
        id: 'kept',
        type: 'template',
        label: 'Not sent',
        at: [2128, 248],
        config: { text: 'Not sent. {{approval.comment}}\n\n{{reply}}' },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [2432, 344] },
    ],
    [
      'input.letter -> prompt.letter',
      'prompt.messages -> draft.prompt',
      'draft.text -> approval.content',
      'input.recipient -> approval.recipient',
      'input.letter -> approval.letter',
      'approval.approved -> entry.reply',
      'input.recipient -> entry.recipient',
      'entry.object -> outbox.entry',
      'outbox.value -> size.items',
      'size.count -> sent.count',
      'approval.approved -> sent.reply',
      'approval.rejected -> kept.reply',
      'sent.text -> answer.text',
      'kept.text -> answer.text',
    ],
  ),
}
