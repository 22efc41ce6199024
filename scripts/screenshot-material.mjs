/** Content of the pictures in docs/images: an invented kettle manufacturer. */
export const HANDBOOK = [
  'The Aurora 7 kettle: handbook.\n\nThank you for choosing the Aurora 7. Please read this handbook before the first use. The kettle holds one point seven litres of water and heats it in under four minutes. Fill it to the upper mark at most: a kettle that is too full may spill boiling water.',
  'Warranty.\n\nThe warranty of the Aurora 7 kettle lasts eleven years from the day of purchase. It covers the heating element, the lid and the switch. Damage by limescale is not covered. Keep the receipt: it is the proof of purchase.',
  'Care.\n\nDescale the kettle every six weeks with two spoons of citric acid. In regions with hard water do it every three weeks. Never put the base under running water, and let the kettle cool before you clean it.',
  'Safety.\n\nThe kettle switches itself off when it is lifted or when it runs dry. Children under eight years should not use it. Place it on a level surface, away from the edge.',
]

const RETURNS = `# Returns and refunds
## How long you have
You can return an unused kettle within 30 days of delivery. A used kettle can be returned when it is faulty.
## What a return costs
Returns within the country are free. From abroad the sender pays the postage; for faulty goods we refund it.
## When the money comes
We refund within five working days after the parcel has arrived, to the means of payment you used.
`
const DELIVERY = `# Delivery
Orders placed before 14:00 leave our warehouse on the same day. Delivery takes one to two working days within the country and three to six working days abroad.
## Delivery to a parcel station
Choose “parcel station” at checkout. Parcels wait there for seven days and then come back to us.
`
const PARTS = `part,fits,price
Lid with filter,Aurora 7,9.90 EUR
Limescale filter,Aurora 5 and Aurora 7,4.50 EUR
Base with cable,Aurora 7,19.00 EUR
`
const file = (name, mimeType, text) => ({ name, mimeType, buffer: Buffer.from(text) })

export const DOCUMENTS = [
  file('returns-and-refunds.md', 'text/markdown', RETURNS),
  file('delivery.md', 'text/markdown', DELIVERY),
  file('spare-parts.csv', 'text/csv', PARTS),
]

export const QUESTIONS = [
  { question: 'How long does the warranty of the Aurora 7 kettle last?', quote: /lasts eleven years/ },
  { question: 'How often should I descale the kettle?', quote: /Descale the kettle every six weeks/ },
  { question: 'When do I get my money back after a return?', quote: /We refund within five working days/ },
]

export const SHOP = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Aurora kettles</title>
<style>
:root { color-scheme: light dark; --ink: light-dark(#23201c, #f0ece6); --soft: light-dark(#6d665d, #a79f94); --paper: light-dark(#fbf8f3, #191715); --card: light-dark(#fff, #24211e) }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif }
header { display: flex; gap: 32px; align-items: baseline; padding: 24px 64px }
header b { font-size: 20px; margin-right: auto }
main { padding: 48px 64px; max-width: 720px }
h1 { font-size: 52px; line-height: 1.1; margin: 0 0 16px; letter-spacing: -0.02em }
p { color: var(--soft); margin: 0 0 32px; max-width: 520px }
ul { display: grid; grid-template-columns: repeat(3, 1fr); gap: 16px; list-style: none; padding: 0 }
li { background: var(--card); border-radius: 12px; padding: 20px }
li span { display: block; color: var(--soft); font-size: 14px }
</style></head>
<body>
<header><b>Aurora</b><span>Kettles</span><span>Spare parts</span><span>Help</span></header>
<main>
<h1>Boils in under four minutes.</h1>
<p>The Aurora 7 holds 1.7 litres, switches itself off, and is made to be repaired: every part can be bought on its own.</p>
<ul><li>Aurora 7<span>1.7 litres · 89 EUR</span></li><li>Aurora 5<span>1.2 litres · 69 EUR</span></li><li>Filter<span>4.50 EUR</span></li></ul>
</main>
</body></html>`

const node = (id, type, x, config = {}) => ({ id, type, version: 1, label: id, config, position: { x, y: 0 } })
const edge = (from, port, to, input) => ({
  id: `${from}-${port}`,
  from: { node: from, port },
  to: { node: to, port: input },
})

/** An app with a form. */
export const FORM = {
  schemaVersion: 1,
  nodes: [
    node('input', 'input', 0, {
      mode: 'form',
      fields: [
        { name: 'customer', label: 'Customer', kind: 'text' },
        { name: 'amount', label: 'Amount', kind: 'number' },
      ],
    }),
    node('text', 'template', 300, { text: 'Dear {{customer}}, you owe {{amount}} euros.' }),
    node('answer', 'answer', 600),
  ],
  edges: [
    edge('input', 'customer', 'text', 'customer'),
    edge('input', 'amount', 'text', 'amount'),
    edge('text', 'text', 'answer', 'text'),
  ],
}

/** Its rows, two of them invalid. */
export const PEOPLE = `customer,amount
${Array.from({ length: 46 }, (_, index) => `Customer ${index + 1},${(index * 37) % 400}`).join('\n')}
Ernst,unknown
,12
`

/** Changes after the first version: other instructions, more passages, reranking, and a note. */
export function changedDraft(graph) {
  const changes = {
    retriever: { limit: 12 },
    model: {
      system:
        'You are the help desk of Aurora, a maker of kettles. Answer in the language of the question, in at most five sentences, and name the page of the handbook.',
    },
  }
  const nodes = graph.nodes.map((item) => ({ ...item, config: { ...item.config, ...changes[item.id] } }))
  const [retriever, model] = ['retriever', 'model'].map((id) => graph.nodes.find((item) => item.id === id).position)
  const between = { x: (retriever.x + model.x) / 2 + 40, y: retriever.y - 140 }
  const added = [
    { ...node('rerank', 'rerank', 0, { limit: 4 }), label: 'Best first', position: between },
    {
      ...node('memo', 'note', 0, { text: 'The pilot shop begins in March.' }),
      position: { x: 0, y: retriever.y - 60 },
    },
  ]
  const edges = [
    ...graph.edges.filter(({ from, to }) => from.node !== 'retriever' || to.node !== 'model'),
    edge('input', 'message', 'rerank', 'query'),
    edge('retriever', 'documents', 'rerank', 'documents'),
    edge('rerank', 'documents', 'model', 'documents'),
  ]
  return { ...graph, nodes: [...nodes, ...added], edges: edges.map((item, index) => ({ ...item, id: `e${index}` })) }
}

/** Questions for the retrieval lab: some use the documents' wording, some do not. */
export const LAB_QUESTIONS = `question,answer,document
How long does the warranty last?,eleven years,aurora-7-handbook.pdf
What is the guarantee period?,eleven years,aurora-7-handbook.pdf
How do I get rid of scale?,citric acid,aurora-7-handbook.pdf
How much water fits in?,one point seven litres,aurora-7-handbook.pdf
May children use it?,eight years,aurora-7-handbook.pdf
When do you pay me back?,five working days,returns-and-refunds.md
Can I send something back from abroad?,pays the postage,returns-and-refunds.md
How many days to return an unused kettle?,30 days,returns-and-refunds.md
Until when must I order to have it sent today?,14:00,delivery.md
How long is a parcel kept at the station?,seven days,delivery.md
What is the price of a lid?,9.90 EUR,spare-parts.csv
Which filter fits the Aurora 5?,Limescale filter,spare-parts.csv
`
