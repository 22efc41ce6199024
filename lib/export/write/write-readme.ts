import type { AppModule } from '../app-module'
import { nameOf } from '../app-module'
import { commentText } from '../code/comment-text'
import { toFileName } from '../code/identifier'
import type { Project } from '../project'

interface ReadmeArguments {
  name: string
  description: string
  version: number
  exampleCall: string
  module: AppModule
}

const GENERAL = [
  'There is no trace, no record of runs, no usage and no cost: LangGraph’s own tracing (LangSmith) can be switched on instead.',
  'Runs are not durable. A run that is cut off starts again from the beginning; LangGraph’s checkpointers can be added in `src/graph.ts`.',
  'LangGraph goes forward in rounds: a step starts when the whole round before it has ended, not the moment its own inputs are there.',
  'Joins are wired so that they are right: every step runs exactly once a run, in order, and one whose branch was not taken does nothing. (In plain LangGraph a join of branches of unequal length runs twice, and one that waits for a branch not taken never runs.)',
]

export function writeReadme(
  project: Project,
  { name, description, version, exampleCall, module }: ReadmeArguments,
): void {
  const steps = module.plan.nodes.filter((node) => node.isStep)
  const list = steps.map((node) => {
    const step = nameOf(module, node.index)
    return `- \`src/nodes/${toFileName(step)}.ts\`: “${plain(node.label)}” (${node.type})`
  })
  const folders = [...project.folders.values()].map((folder) => `\`documents/${folder}/\``)
  const parts = [
    `# ${plain(name)}`,
    plain(description),
    `Version ${version} of this app, written as a LangGraph.js project by Patchbay’s “Export as code”. It runs without Patchbay. The code is yours to change; changes do not flow back.`,
    `## Run it\n\nNode 22.18 or newer runs the TypeScript as it is.\n\n\`\`\`sh\nnpm install\ncp .env.example .env   # then fill it in\n${exampleCall}\n\`\`\`\n\n\`--json\` prints all that the app gives, \`--inputs '{…}'\` takes all inputs as JSON. \`npm run check\` checks the types. From other code: \`runApp(inputs, { onText, signal })\` in \`src/graph.ts\`.`,
    folders.length === 0
      ? ''
      : `## Documents\n\nPut text files (.md, .txt, .html, .csv, .json) into ${folders.join(' and ')}. They were not exported with the app.`,
    `## What is where\n\n- \`src/graph.ts\`: the steps and what waits for what\n- \`src/state.ts\`: what the steps hand to each other\n${project.models.size > 0 ? '- `src/models.ts`: the language models, set by the environment\n' : ''}- \`src/lib/\`: what the steps share\n${list.join('\n')}`,
    `## What differs from Patchbay\n\n${[...GENERAL, ...project.notes].map((note) => `- ${note}`).join('\n')}`,
    '## Licence\n\nThe files in `src/lib/` are part of Patchbay, Apache-2.0 (`src/lib/LICENSE`). What was made from your app is yours.',
  ]
  project.files.set('README.md', `${parts.filter((part) => part !== '').join('\n\n')}\n`)
}

/** On one line, and without marks that Markdown or HTML would take as its own. */
function plain(text: string): string {
  return commentText(text).replace(/[\\`*_[\]<>#|]/g, '\\$&')
}
