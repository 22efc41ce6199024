import { handbook } from '../sample-data/handbook'
import type { Template, TemplateSample } from '../template'

/** In English for both languages: the built-in model that answers it reads English. */
const sample: TemplateSample = {
  inputs: { message: 'What does the red light mean?' },
  documents: handbook,
  tickets: [
    { text: 'The machine does not heat up any more', label: 'Question' },
    { text: 'How do I descale my F2?', label: 'Question' },
    { text: 'Can I use paper filters with it?', label: 'Question' },
    { text: 'A blue light is on, what should I do?', label: 'Question' },
    { text: 'Which beans do you recommend?', label: 'Question' },
    { text: 'Where do I find the serial number?', label: 'Question' },
    { text: 'Does the machine work on 110 volts?', label: 'Question' },
    { text: 'I was charged twice for order 20418', label: 'Billing' },
    { text: 'Please send me the invoice for October', label: 'Billing' },
    { text: 'My refund has not arrived yet', label: 'Billing' },
    { text: 'Cancel my bean subscription', label: 'Billing' },
    { text: 'My card was declined at the checkout', label: 'Billing' },
    { text: 'The amount on my bill is wrong', label: 'Billing' },
    { text: 'How can I pay by bank transfer?', label: 'Billing' },
    { text: 'This is the third time nobody answers me', label: 'Complaint' },
    { text: 'I want to talk to your manager', label: 'Complaint' },
    { text: 'The parcel was thrown over my fence', label: 'Complaint' },
    { text: 'Your support is a disgrace', label: 'Complaint' },
    { text: 'It broke after a week, I am very angry', label: 'Complaint' },
    { text: 'I will never buy from you again', label: 'Complaint' },
  ],
  answer: '“A red light means that the water tank is empty.” [1]',
}

export const samples: Template['samples'] = { en: sample, 'zh-CN': sample }
