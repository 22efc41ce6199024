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
  'There is no trace, run history, usage or cost. LangGraph’s own tracing (LangSmith) can be enabled instead.',
  'Runs are not durable. An interrupted run starts again from the beginning. LangGraph’s checkpointers can be added in `src/graph.ts`.',
  'LangGraph runs in rounds: a step starts when the whole previous round has ended, not as soon as its own inputs are available.',
  'Joins are wired so that every step runs exactly once per run, in order, and a step whose branch was not taken does nothing. (In plain LangGraph a join of branches of unequal length runs twice, and one that waits for a branch not taken never runs.)',
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
    `Version ${version} of this app, exported from Patchbay as a LangGraph.js project. It runs without Patchbay. The code is yours to change; changes are not synced back.`,
    `## Run it\n\nNode 22.18 or newer runs TypeScript directly.\n\n\`\`\`sh\nnpm install\ncp .env.example .env   # then fill it in\n${exampleCall}\n\`\`\`\n\n\`--json\` prints the complete result, \`--inputs '{…}'\` takes all inputs as JSON. \`npm run check\` checks the types. From other code: \`runApp(inputs, { onText, signal })\` in \`src/graph.ts\`.`,
    folders.length === 0
      ? ''
      : `## Documents\n\nPut text files (.md, .txt, .html, .csv, .json) into ${folders.join(' and ')}. Documents are not exported with the app.`,
    `## Structure\n\n- \`src/graph.ts\`: the steps and their dependencies\n- \`src/state.ts\`: the state passed between steps\n${project.models.size > 0 ? '- `src/models.ts`: the language models, configured by the environment\n' : ''}- \`src/lib/\`: code shared by the steps\n${list.join('\n')}`,
    `## Differences from Patchbay\n\n${[...GENERAL, ...project.notes].map((note) => `- ${note}`).join('\n')}`,
    '## License\n\nThe files in `src/lib/` are part of Patchbay, Apache-2.0 (`src/lib/LICENSE`). The files generated from your app are yours.',
  ]
  project.files.set('README.md', `${parts.filter((part) => part !== '').join('\n\n')}\n`)
}

/** On one line, with Markdown and HTML characters escaped. */
function plain(text: string): string {
  return commentText(text).replace(/[\\`*_[\]<>#|]/g, '\\$&')
}
