import { draw } from '../draw'
import { TEMPLATE_KNOWLEDGE_BASE } from '../placeholder'
import type { Template } from '../template'
import { samples } from './sample'

const QUESTIONS = [
  'How do I set it up?',
  'Where do I find the serial number?',
  'Does it work with Windows?',
  'How can I change my password?',
  'What does the red light mean?',
  'Can I use it abroad?',
  'How do I update the software?',
  'Which cable do I need?',
  'How often should I clean it?',
  'What is it made of?',
  'It does not switch on any more',
  'Hello, I have a question',
]
const BILLING = [
  'I was charged twice',
  'Where is my invoice?',
  'I want my money back',
  'Please cancel my subscription',
  'My credit card was declined',
  'The amount on the bill is wrong',
  'When will I get my refund?',
  'How do I change my payment method?',
]
const COMPLAINTS = [
  'This is unacceptable',
  'I am very disappointed with your service',
  'I want to speak to a human',
  'Nobody has answered me for days',
  'Your product is terrible and I am angry',
  'I will tell everybody how bad this is',
  'Let me talk to your manager',
  'It broke after one day, what rubbish',
]

export const template: Template = {
  id: 'support-triage',
  name: 'Support triage',
  description:
    'Classifies messages by examples that you can edit, answers questions from your documents and hands off the rest.',
  category: 'support',
  tags: ['tickets', 'routing'],
  kind: 'chat',
  icon: 'life-buoy',
  needs: ['documents'],
  samples,
  graph: draw(
    [
      { id: 'input', type: 'input', label: 'Customer', at: [0, 176] },
      {
        id: 'triage',
        type: 'classifier',
        label: 'Triage',
        at: [304, 40],
        config: {
          threshold: 0.65,
          classes: [
            { id: 'question', name: 'Question', examples: QUESTIONS },
            { id: 'billing', name: 'Billing', examples: BILLING },
            { id: 'complaint', name: 'Complaint', examples: COMPLAINTS },
          ],
        },
      },
      {
        id: 'retriever',
        type: 'retriever',
        label: 'Find passages',
        at: [608, 496],
        config: { knowledgeBaseId: TEMPLATE_KNOWLEDGE_BASE, limit: 6 },
      },
      {
        id: 'prompt',
        type: 'prompt',
        label: 'Conversation',
        at: [608, 280],
        config: { messages: [{ role: 'user', content: '{{message}}' }] },
      },
      {
        id: 'model',
        type: 'chat-model',
        label: 'Answer from passages',
        at: [912, 376],
        config: { system: 'You are a patient support agent. Answer step by step and in the language of the customer.' },
      },
      {
        id: 'billing',
        type: 'template',
        label: 'To billing',
        at: [912, 192],
        config: {
          text: 'This is about a payment, so I pass it to our billing team. They answer within one working day. Please have your order number at hand.',
        },
      },
      {
        id: 'person',
        type: 'template',
        label: 'To a person',
        at: [912, 0],
        config: { text: 'I am sorry about that. A colleague reads your message and gets back to you today.' },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1216, 192] },
    ],
    [
      'input.message -> triage.text',
      'triage.question -> retriever.query',
      'triage.other -> retriever.query',
      'triage.question -> prompt.message',
      'triage.other -> prompt.message',
      'input.history -> prompt.history',
      'triage.billing -> billing.when',
      'triage.complaint -> person.when',
      'retriever.documents -> model.documents',
      'prompt.messages -> model.prompt',
      'model.text -> answer.text',
      'billing.text -> answer.text',
      'person.text -> answer.text',
      'model.citations -> answer.citations',
    ],
  ),
}
