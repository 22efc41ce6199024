import type { TemplateView } from '@/lib/contracts/apps'
import { draw } from './draw'
import { TEMPLATE_ADDRESS } from './placeholder'

export const approveBeforeSending: TemplateView = {
  id: 'approve-before-sending',
  name: 'Approve before sending',
  description: 'Drafts a reply, waits until a person approves it in the inbox, and then sends it to your URL.',
  kind: 'form',
  icon: 'hand',
  needs: ['language-model', 'address'],
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
        },
      },
      {
        id: 'prompt',
        type: 'prompt',
        label: 'Question',
        at: [1, 0],
        config: { messages: [{ role: 'user', content: 'Write a reply to this letter:\n\n{{letter}}' }] },
      },
      {
        id: 'draft',
        type: 'chat-model',
        label: 'Draft',
        at: [2, 0],
        config: { system: 'You write short and friendly replies. Promise nothing.', temperature: 0.3 },
      },
      {
        id: 'approval',
        type: 'approval',
        label: 'Approval',
        at: [3, 0],
        config: {
          title: 'Send this reply to {{recipient}}?',
          message: 'They wrote:\n\n{{letter}}',
          fields: [{ name: 'subject', label: 'Subject', type: 'text', required: false }],
          deadlineHours: 72,
          onDue: 'reject',
        },
      },
      {
        id: 'send',
        type: 'http',
        label: 'Send to your address',
        at: [4, 0],
        config: {
          method: 'POST',
          url: TEMPLATE_ADDRESS,
          bodyKind: 'json',
          jsonBody: '{ "to": {{recipient}}, "subject": {{approval.values.subject}}, "text": {{reply}} }',
        },
      },
      { id: 'sent', type: 'template', label: 'Sent', at: [5, 0], config: { text: 'Sent ({{status}}).' } },
      {
        id: 'kept',
        type: 'template',
        label: 'Not sent',
        at: [4, 1],
        config: { text: 'Not sent. {{approval.comment}}\n\n{{reply}}' },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [6, 0.5] },
    ],
    [
      'input.letter -> prompt.letter',
      'prompt.messages -> draft.prompt',
      'draft.text -> approval.content',
      'input.recipient -> approval.recipient',
      'input.letter -> approval.letter',
      'approval.approved -> send.reply',
      'input.recipient -> send.recipient',
      'send.status -> sent.status',
      'approval.rejected -> kept.reply',
      'sent.text -> answer.text',
      'kept.text -> answer.text',
    ],
  ),
}
