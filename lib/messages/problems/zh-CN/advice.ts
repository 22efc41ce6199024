import type { advice as english } from '../en/advice'
import type { Translated } from '../types'

export const advice: Translated<typeof english> = {
  competingWriters:
    '“{node}”的“{port}”只接受一个值，而“{winner}”和“{loser}”在同一次运行中都会给出值：“{loser}”给出的会丢失。请用“合并”汇合，或只保留一个。',
  competingAssignments:
    '“{first}”和“{second}”在同一次运行中都会更改变量“{name}”，且没有固定顺序：它的值取决于谁更快。请将它们连接起来。',
  racingRead: '“{reader}”读取变量“{name}”，而“{writer}”在同一次运行中更改它：先后取决于时机。请将它们连接起来。',
  parallelAssignment: '“{node}”同时为“{container}”的多个项设置变量“{name}”：它的值取决于谁更快。',
  runAfter: '让“{second}”在“{first}”之后运行',
  oneAtATime: '让“{container}”逐项运行',
  keepOnly: '只保留“{source}”',
  emptyReference:
    '当“{branch}”走“{taken}”时，{reference} 为空，“{node}”写出的文字会缺一块。请让“{node}”只在有该值的分支上运行，或用单独的步骤写这种情况。',
  stateUnchanged:
    '“{loop}”内部没有任何步骤改变其状态，因此条件永远不变，只有达到最多轮数才会结束。请把内部最后一步连到“下一状态”。',
  leadToState: '把“{node}”连到下一状态',
  manyRounds: '“{loop}”最多可循环 {rounds} 轮，而其内部的“{node}”每轮都会对外调用。降低上限可以限制出错的代价。',
  limitRounds: '最多 {rounds} 轮',
  connectionMissing: '“{node}”的连接{service}在此工作空间中不存在。请在其设置中另选一个，或在“集成 › 连接”中新建。',
  apiMissing:
    '“{node}”使用的导入 API{service} 在此工作空间中不存在。请在“集成 › 自定义 API”中导入其 OpenAPI 文档，然后重新选择操作。',
  mcpServerMissing:
    '“{node}”使用的 MCP 服务器{service}在此工作空间中不存在。请在“集成 › MCP 服务器”中添加，然后在步骤的设置中选择它。',
  mcpServerIdle: '尚未选择 MCP 服务器{service}的任何工具，因此“{node}”不提供工具。请在“集成 › MCP 服务器”中选择。',
  knowledgeMissing: '“{node}”的知识库已被删除。请另选一个。',
  useBase: '使用“{base}”',
  knowledgePending: '“{base}”的文档仍在处理；在此之前“{node}”找不到任何内容。',
  knowledgeEmpty: '“{base}”中没有段落，因此“{node}”找不到任何内容。请向其中添加文档。',
  knowledgeUnread:
    '“{node}”搜索“{base}”，其中有段落没有向量，其语言是向量模型不支持的：只有关键词搜索能找到它们。请为它选择多语言向量模型。',
  promptTooLong:
    '发给“{node}”的内容约 {prompt} 个 Token，回答可达 {answer} 个，而“{model}”总共只能读 {window} 个。请缩短提示词、减少段落，或选择上下文窗口更大的模型。',
  takePassages: '取 {count} 个段落',
  shortenAnswer: '回答最多 {tokens} 个 Token',
  neverRuns:
    '“{node}”永远不会运行：它需要的值，“{branch}”不会在同一次运行中全部给出。请用“合并”汇合分支，或把其中一个输入设为可选。',
  lostOnFailure: '当“{branch}”失败时，没有任何内容到达{target}。请把它的“错误”端口连到届时应给出的回答。',
  lostUnlessFailure: '除非“{branch}”失败，否则没有任何内容到达{target}。',
  lostBranch: '当“{branch}”走“{taken}”时，没有任何内容到达{target}。请把该分支也连上。',
  theAnswer: '“回答”，因此运行结束时没有回答',
  theResult: '“{container}”的结果，因此该轮没有结果',
  fallbackRoute: '当“{model}”没有响应时，“{node}”会失败。路由“{route}”有备用模型。',
  modelRequired:
    '{others, plural, =0 {“{node}”需要语言模型} other {“{node}”和另外 # 个步骤需要语言模型}}，但尚未连接任何模型。请连接一个模型。',
  connectModel: '连接模型',
  modelRetired: '“{node}”使用的“{model}”已于 {date} 停用。',
  modelRetires: '“{node}”使用的“{model}”将于 {date} 停用。',
  modelRetiredFor: '“{node}”使用的“{model}”已于 {date} 停用。其服务商建议改用“{replacement}”。',
  modelRetiresFor: '“{node}”使用的“{model}”将于 {date} 停用。其服务商建议改用“{replacement}”。',
  useRoute: '使用“{route}”',
  changeModel: '改用“{model}”',
  personalData:
    '来自“{source}”的个人数据会在“{node}”中到达 {provider}，而工作区策略没有允许 {provider} 接收个人数据。请选择其他模型，或请所有者修改模型策略。',
  untrustedText:
    '来自“{source}”的文本会到达“{node}”，而“{node}”会对外部产生更改：写下该文本的人可以决定更改什么。{remedy}',
  untrustedTextVia:
    '来自“{source}”的文本经由{via}到达“{node}”，而“{node}”会对外部产生更改：写下该文本的人可以决定更改什么。{remedy}',
  askFirst: '请让它在使用会产生更改的工具之前先询问人。',
  guardBetween: '请在中间放一个“注入防护”或“审批”。',
  askPerson: '先询问人',
  insertGuard: '在中间插入“注入防护”',
}
