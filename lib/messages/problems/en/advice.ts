/** Advice on a graph that compiles, and the labels of its fixes: lib/graph/lint. */
export const advice = {
  competingWriters:
    '“{port}” of “{node}” takes one value, and “{winner}” and “{loser}” both give one in the same run: the value of “{loser}” is lost. Combine them with a Merge, or keep one.',
  competingAssignments:
    '“{first}” and “{second}” both change the variable “{name}” in the same run, in no fixed order: its value depends on which is faster. Connect them.',
  racingRead:
    '“{reader}” reads the variable “{name}”, and “{writer}” changes it in the same run: which comes first depends on timing. Connect them.',
  parallelAssignment:
    '“{node}” sets the variable “{name}” for several items of “{container}” at the same time: its value depends on which is faster.',
  runAfter: 'Run “{second}” after “{first}”',
  oneAtATime: 'Run “{container}” one item at a time',
  keepOnly: 'Keep “{source}” only',
  emptyReference:
    'When “{branch}” takes “{taken}”, {reference} is empty, and “{node}” is written with a gap. Let “{node}” run only where it has a value, or write this case in a step of its own.',
  stateUnchanged:
    'Nothing inside “{loop}” changes its state, so its condition never changes and only the round limit ends it. Connect the last step inside to “Next state”.',
  leadToState: 'Connect “{node}” to the next state',
  manyRounds:
    '“{loop}” may run {rounds} rounds, and “{node}” inside it makes an external call in each. A lower limit bounds the cost of a mistake.',
  limitRounds: 'At most {rounds} rounds',
  connectionMissing:
    'The connection{service} of “{node}” does not exist in this workspace. Select another one in its settings, or create one under Integrations › Connections.',
  apiMissing:
    '“{node}” uses the imported API{service}, which does not exist in this workspace. Import its OpenAPI document under Integrations › Custom APIs, then select the action again.',
  mcpServerMissing:
    '“{node}” uses the MCP server{service}, which does not exist in this workspace. Add it under Integrations › MCP servers, then select it in the settings of the step.',
  mcpServerIdle:
    'No tool of the MCP server{service} is selected, so “{node}” offers none. Select tools under Integrations › MCP servers.',
  knowledgeMissing: 'The knowledge base of “{node}” was deleted. Choose another.',
  useBase: 'Use “{base}”',
  knowledgePending: 'The documents of “{base}” are still being processed; until then “{node}” finds nothing.',
  knowledgeEmpty: '“{base}” has no passages, so “{node}” finds nothing. Add documents to it.',
  knowledgeUnread:
    '“{node}” searches “{base}”, which has passages without a vector, in a language that its embedding model does not read: only keyword search finds them. Choose a multilingual embedding model for it.',
  promptTooLong:
    '“{node}” is sent about {prompt} tokens and may answer with {answer}, and “{model}” reads {window} in total. Shorten the prompt, use fewer passages, or choose a model with a larger context window.',
  takePassages: 'Use {count, plural, one {# passage} other {# passages}}',
  shortenAnswer: 'Answer with at most {tokens} tokens',
  neverRuns:
    '“{node}” never runs: it needs values that “{branch}” never gives in the same run. Combine the branches with a Merge, or make one of the inputs optional.',
  lostOnFailure: 'When “{branch}” fails, nothing reaches {target}. Connect its Error port to the reply for this case.',
  lostUnlessFailure: 'Unless “{branch}” fails, nothing reaches {target}.',
  lostBranch: 'When “{branch}” takes “{taken}”, nothing reaches {target}. Connect that branch too.',
  theAnswer: 'the Answer, so the run ends without one',
  theResult: 'the result of “{container}”, so that round gives nothing',
  fallbackRoute:
    'When “{model}” does not respond, “{node}” fails. The route “{route}” has another model to fall back on.',
  modelRequired:
    '{others, plural, =0 {“{node}” needs} one {“{node}” and another step need} other {“{node}” and # other steps need}} a language model, and none is connected. Connect a model.',
  connectModel: 'Connect a model',
  modelRetired: '“{model}”, which “{node}” uses, was switched off on {date}.',
  modelRetires: '“{model}”, which “{node}” uses, will be switched off on {date}.',
  modelRetiredFor:
    '“{model}”, which “{node}” uses, was switched off on {date}. Its service recommends “{replacement}” instead.',
  modelRetiresFor:
    '“{model}”, which “{node}” uses, will be switched off on {date}. Its service recommends “{replacement}” instead.',
  useRoute: 'Use “{route}”',
  changeModel: 'Change to “{model}”',
  personalData:
    'Personal data from “{source}” reaches {provider} in “{node}”, and the workspace’s policy does not list {provider} for personal data. Choose another model, or ask an owner to change the model policy.',
  untrustedText:
    'Text from “{source}” reaches “{node}”, and “{node}” changes something outside: the author of that text can control it. {remedy}',
  untrustedTextVia:
    'Text from “{source}” reaches “{node}” by way of {via}, and “{node}” changes something outside: the author of that text can control it. {remedy}',
  askFirst: 'Let it ask a person before tools that change something.',
  guardBetween: 'Put an Injection guard or an Approval in between.',
  askPerson: 'Ask a person first',
  insertGuard: 'Put an Injection guard in between',
} as const
