import type { SampleDocument } from '../template'

/** Pages of an invented shop, in place of a crawled website. */
export const site: readonly SampleDocument[] = [
  {
    name: 'harborlamps.example – Home.md',
    text: `# Harbor Lamps
We make lamps by hand in Bergen. Visit our shop at Strandgaten 12. Opening hours: Tuesday to Saturday, 10:00 to 18:00.

## Our lamps
The desk lamp Skagen costs 89 euros, the floor lamp Fanø 149 euros. All lamps use replaceable LED bulbs.
`,
  },
  {
    name: 'harborlamps.example – Delivery.md',
    text: `# Delivery and payment
We deliver to every country in Europe, and to the United States and Canada. Delivery inside Norway takes two days, to other countries five to eight days. It costs 6 euros in Europe and 19 euros overseas.

You can pay by credit card, PayPal or bank transfer.
`,
  },
  {
    name: 'harborlamps.example – Returns.md',
    text: `# Returns
You can return a lamp within 60 days. Write to hello@harborlamps.example, and we send you a return label. Broken lamps are repaired free of charge for five years.
`,
  },
]
