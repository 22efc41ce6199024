import { draw } from '../draw'
import { TEMPLATE_KNOWLEDGE_BASE } from '../placeholder'
import type { Template } from '../template'
import { samples } from './sample'

const GREETINGS = [
  'Hello',
  'Hi there',
  'Good morning',
  'Hey, how are you?',
  'Hello, can you help me?',
  'Hi, is somebody there?',
]
const THANKS = [
  'Thank you',
  'Thanks a lot, that helped',
  'Great, thanks!',
  'Okay, bye',
  'Goodbye',
  'Perfect, that is all',
]
const QUESTIONS = [
  'What are your opening hours?',
  'How much does it cost?',
  'Do you deliver to other countries?',
  'How can I return an order?',
  'Where can I find the manual?',
  'Which payment methods do you accept?',
  'How do I reset my password?',
  'Is there a free trial?',
]

export const template: Template = {
  id: 'website-assistant',
  name: 'Website assistant',
  description: 'An assistant for the chat widget of your website. It greets visitors and answers from your pages.',
  category: 'support',
  tags: ['website', 'widget', 'visitors'],
  kind: 'chat',
  icon: 'message-circle',
  needs: ['documents', 'website'],
  samples,
  graph: draw(
    [
      { id: 'input', type: 'input', label: 'Visitor', at: [0, 144], config: { historyMessages: 10 } },
      {
        id: 'kind',
        type: 'classifier',
        label: 'What is it about?',
        at: [304, 288],
        config: {
          threshold: 0.6,
          classes: [
            { id: 'greeting', name: 'Greeting', examples: GREETINGS },
            { id: 'thanks', name: 'Thanks', examples: THANKS },
            { id: 'question', name: 'Question', examples: QUESTIONS },
          ],
        },
      },
      {
        id: 'hello',
        type: 'template',
        label: 'Greet',
        at: [912, 640],
        config: { text: 'Hello! Ask me anything about our products and services, and I will look it up for you.' },
      },
      {
        id: 'bye',
        type: 'template',
        label: 'You are welcome',
        at: [912, 448],
        config: { text: 'You are welcome! I am here if you have another question.' },
      },
      {
        id: 'retriever',
        type: 'retriever',
        label: 'Find passages',
        at: [608, 216],
        config: { knowledgeBaseId: TEMPLATE_KNOWLEDGE_BASE, limit: 5 },
      },
      {
        id: 'prompt',
        type: 'prompt',
        label: 'Conversation',
        at: [608, 0],
        config: { messages: [{ role: 'user', content: '{{message}}' }] },
      },
      {
        id: 'model',
        type: 'chat-model',
        label: 'Answer from passages',
        at: [912, 240],
        config: {
          system:
            'You are the assistant of this website. Be friendly and brief, two or three sentences. Answer in the language of the visitor.',
        },
      },
      { id: 'answer', type: 'answer', label: 'Answer', at: [1216, 440] },
    ],
    [
      'input.message -> kind.text',
      'kind.greeting -> hello.when',
      'kind.thanks -> bye.when',
      'kind.question -> retriever.query',
      'kind.other -> retriever.query',
      'kind.question -> prompt.message',
      'kind.other -> prompt.message',
      'input.history -> prompt.history',
      'retriever.documents -> model.documents',
      'prompt.messages -> model.prompt',
      'model.text -> answer.text',
      'hello.text -> answer.text',
      'bye.text -> answer.text',
      'model.citations -> answer.citations',
    ],
  ),
}
