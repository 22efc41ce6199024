import { draw } from '../draw'
import { TEMPLATE_KNOWLEDGE_BASE } from '../placeholder'
import type { Template } from '../template'
import { samples } from './sample'

export const template: Template = {
  id: 'email-responder',
  name: 'Email responder',
  description: 'Answers emails from your documents. A person approves each reply, and spam is set aside.',
  category: 'support',
  tags: ['email', 'approval', 'outbox'],
  kind: 'form',
  icon: 'mail',
  needs: ['documents', 'language-model'],
  samples,
  graph: draw(
    [
      {
        id: 'input',
        type: 'input',
        label: 'Email',
        at: [0, 152],
        config: {
          mode: 'form',
          fields: [
            { name: 'from', label: 'From' },
            { name: 'email', label: 'Email', kind: 'paragraph' },
          ],
          variables: [{ name: 'outbox', type: 'list', scope: 'app', default: '[]', maxCharacters: 100_000 }],
        },
      },
      {
        id: 'kind',
        type: 'classifier',
        label: 'Spam?',
        at: [304, 248],
        config: {
          threshold: 0.6,
          classes: [
            {
              id: 'mail',
              name: 'Mail',
              examples: [
                'Can I return the machine that I bought two weeks ago?',
                'My parcel has not arrived yet, can you help?',
                'Is the pump covered by the warranty?',
                'Please tell me how to descale the machine.',
                'I would like to change my delivery address.',
              ],
            },
            {
              id: 'spam',
              name: 'Spam',
              examples: [
                'You have won a prize, click here to claim it',
                'Rank first on Google with our cheap SEO service',
                'Earn money from home in only two hours',
                'Your account is locked, confirm your password here',
                'Limited offer: buy followers now',
              ],
            },
          ],
        },
      },
      {
        id: 'passages',
        type: 'retriever',
        label: 'Find passages',
        at: [608, 352],
        config: { knowledgeBaseId: TEMPLATE_KNOWLEDGE_BASE, limit: 5 },
      },
      {
        id: 'ask',
        type: 'prompt',
        label: 'Question',
        at: [608, 544],
        config: { messages: [{ role: 'user', content: 'Write a reply to this email:\n\n{{email}}' }] },
      },
      {
        id: 'draft',
        type: 'chat-model',
        label: 'Draft',
        at: [912, 312],
        config: {
          system:
            'You answer emails for customer support. Say only what the passages say. Answer in the language of the email, friendly and brief.',
          temperature: 0.3,
        },
      },
      {
        id: 'approval',
        type: 'approval',
        label: 'Approval',
        at: [1216, 0],
        config: {
          title: 'Send this reply to {{from}}?',
          message: 'They wrote:\n\n{{email}}',
          deadlineHours: 48,
          onDue: 'reject',
        },
      },
      {
        id: 'entry',
        type: 'edit-fields',
        label: 'Outbox entry',
        at: [1520, 232],
        config: {
          fields: [
            { path: 'to', action: 'set', type: 'text', value: '{{from}}' },
            { path: 'text', action: 'set', type: 'text', value: '{{reply}}' },
          ],
        },
      },
      {
        id: 'outbox',
        type: 'set-variable',
        label: 'Add to the outbox',
        at: [1824, 496],
        config: { assignments: [{ variable: 'outbox', operation: 'append', value: '{{entry}}' }] },
      },
      {
        id: 'sent',
        type: 'template',
        label: 'In the outbox',
        at: [2128, 448],
        config: { text: 'Approved and added to the outbox, for {{entry.object.to}}.\n\n{{entry.object.text}}' },
      },
      {
        id: 'kept',
        type: 'template',
        label: 'Not sent',
        at: [2128, 264],
        config: { text: 'Not sent. {{approval.comment}}\n\n{{reply}}' },
      },
      { id: 'spam', type: 'template', label: 'Spam', at: [2128, 72], config: { text: 'Set aside as spam.' } },
      { id: 'answer', type: 'answer', label: 'Answer', at: [2432, 264] },
    ],
    [
      'input.email -> kind.text',
      'kind.mail -> passages.query',
      'kind.other -> passages.query',
      'kind.mail -> ask.email',
      'kind.other -> ask.email',
      'kind.spam -> spam.when',
      'passages.documents -> draft.documents',
      'ask.messages -> draft.prompt',
      'draft.text -> approval.content',
      'input.from -> approval.from',
      'input.email -> approval.email',
      'approval.approved -> entry.reply',
      'input.from -> entry.from',
      'entry.object -> outbox.entry',
      'outbox.values -> sent.when',
      'approval.rejected -> kept.reply',
      'sent.text -> answer.text',
      'kept.text -> answer.text',
      'spam.text -> answer.text',
    ],
  ),
}
