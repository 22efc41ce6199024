import type { Sentences } from '../sentence-book'
import { schemaProblems } from './schema-problems'
import { zodProblems } from './zod-problems'

/** What the compiler, the linter and the canvas say of a graph: lib/graph, and the checks of nodes. */
export const problems: Sentences = {
  '“{}” of “{}” is for the steps inside it.': '“{2}”的“{1}”供其内部的步骤使用。',
  '“{}” gives “{}” when the steps inside it have ended.': '“{1}”在其内部步骤结束后才给出“{2}”。',
  'Put a step inside “{}” that makes its “{}”.': '请在“{1}”内部放一个产生其“{2}”的步骤。',
  '“{}” is deeper inside “{}”. Let the container around it give the value.':
    '“{1}”在“{2}”内部更深处。请由外层容器给出该值。',
  '“{}” of “{}” is fed by the steps inside it.': '“{2}”的“{1}”由其内部的步骤提供。',
  '“{}” of “{}” takes one value, and “{}” and “{}” both give one in the same run: what “{}” gives is lost. Bring them together with a Merge, or keep one.':
    '“{2}”的“{1}”只接受一个值，而“{3}”和“{4}”在同一次运行中都会给出值：“{5}”给出的会丢失。请用“合并”汇合，或只保留一个。',
  'Nothing inside “{}” changes its state, so its condition never changes and only the most rounds end it. Lead the last step inside to “Next state”.':
    '“{1}”内部没有任何步骤改变其状态，因此条件永远不变，只有达到最多轮数才会结束。请把内部最后一步连到“下一状态”。',
  '“{}” may go round {} times, and “{}” inside it calls out in each round. A lower limit bounds what a mistake costs.':
    '“{1}”最多可循环 {2} 轮，而其内部的“{3}”每轮都会对外调用。降低上限可以限制出错的代价。',
  '“{}” is sent about {} tokens and may answer with {}, and “{}” reads {} in all. Shorten the prompt, take fewer passages, or choose a model with a larger window.':
    '发给“{1}”的内容约 {2} 个 Token，回答可达 {3} 个，而“{4}”总共只能读 {5} 个。请缩短提示词、减少段落，或选择上下文窗口更大的模型。',
  '“{}” never runs: it needs values that “{}” never gives in the same run. Bring the branches together with a Merge, or make one of the inputs optional.':
    '“{1}”永远不会运行：它需要的值，“{2}”不会在同一次运行中全部给出。请用“合并”汇合分支，或把其中一个输入设为可选。',
  'the Answer, so the run ends without one': '“回答”，因此运行结束时没有回答',
  'the result of “{}”, so that round gives nothing': '“{1}”的结果，因此该轮没有结果',
  'When “{}” fails, nothing reaches {}. Connect its Error port to what should be said then.':
    '当“{1}”失败时，没有任何内容到达{2}。请把它的“错误”端口连到届时应说的内容。',
  'Unless “{}” fails, nothing reaches {}.': '除非“{1}”失败，否则没有任何内容到达{2}。',
  'When “{}” takes “{}”, nothing reaches {}. Connect that branch too.':
    '当“{1}”走“{2}”时，没有任何内容到达{3}。请把该分支也连上。',
  'When “{}” takes “{}”, {} is empty, and “{}” is written with a hole. Let “{}” run only where it is given, or write this case in a step of its own.':
    '当“{1}”走“{2}”时，{3} 为空，“{4}”写出的文字会缺一块。请让“{5}”只在有该值的分支上运行，或用单独的步骤写这种情况。',
  'When “{}” does not answer, “{}” fails. The route “{}” has another model to fall back on.':
    '当“{1}”没有响应时，“{2}”会失败。路由“{3}”有备用模型。',
  'When “{}” does not answer, “{}” fails. A route with a second model would answer in its place (Models, Routes).':
    '当“{1}”没有响应时，“{2}”会失败。带第二个模型的路由可以代为回答（模型 › 路由）。',
  'Personal data from “{}” reaches {} in “{}”, and the workspace’s policy does not list {} for personal data. Choose another model, or ask an owner to change the model policy.':
    '来自“{1}”的个人数据会在“{3}”中到达 {2}，而工作区策略没有允许 {4} 接收个人数据。请选择其他模型，或请所有者修改模型策略。',
  'Text from “{}” reaches “{}”, and “{}” changes something outside: whoever wrote that text can decide what. {}':
    '来自“{1}”的文本会到达“{2}”，而“{3}”会对外部产生更改：写下该文本的人可以决定更改什么。{4}',
  'Text from “{}” reaches “{}” by way of {}, and “{}” changes something outside: whoever wrote that text can decide what. {}':
    '来自“{1}”的文本经由{3}到达“{2}”，而“{4}”会对外部产生更改：写下该文本的人可以决定更改什么。{5}',
  'Let it ask a person before tools that change something.': '请让它在使用会产生更改的工具之前先询问人。',
  'Put an Injection guard or an Approval in between.': '请在中间放一个“注入防护”或“审批”。',
  'Keep “{}” only': '只保留“{1}”',
  'Lead “{}” to the next state': '把“{1}”连到下一状态',
  'At most {} rounds': '最多 {1} 轮',
  'Delete “{}”': '删除“{1}”',
  'Use “{}”': '使用“{1}”',
  'Change to “{}”': '改用“{1}”',
  'Take {} passages': '取 {1} 个段落',
  'Answer with {} tokens at most': '回答最多 {1} 个 Token',
  'The knowledge base of “{}” is gone. Choose another.': '“{1}”的知识库已不存在。请另选一个。',
  'The documents of “{}” are still being read; until then “{}” finds nothing.':
    '“{1}”的文档仍在读取；在此之前“{2}”找不到任何内容。',
  '“{}” holds no passages, so “{}” finds nothing. Add documents to it.':
    '“{1}”中没有段落，因此“{2}”找不到任何内容。请向其中添加文档。',
  '“{}” has passages without a vector, in a language that its embedding model does not read: they are found by their words alone. Choose a multilingual embedding model for it.':
    '“{1}”中有段落没有向量，其语言是向量模型不支持的：只能按词语找到它们。请为它选择多语言向量模型。',
  '“{}”, which “{}” uses, was switched off on {}. Its service names “{}” in its place.':
    '“{2}”使用的“{1}”已于 {3} 停用。其服务商建议改用“{4}”。',
  '“{}”, which “{}” uses, is switched off on {}. Its service names “{}” in its place.':
    '“{2}”使用的“{1}”将于 {3} 停用。其服务商建议改用“{4}”。',
  '“{}”, which “{}” uses, was switched off on {}.': '“{2}”使用的“{1}”已于 {3} 停用。',
  '“{}”, which “{}” uses, is switched off on {}.': '“{2}”使用的“{1}”将于 {3} 停用。',
  '“{}” calls {}, and this workspace is in private mode, where only listed hosts are reached. Choose another address, or ask an owner to add the host to the model policy.':
    '“{1}”调用 {2}，而此工作区处于私有模式，只能访问列出的主机。请改用其他地址，或请所有者把该主机加入模型策略。',
  '“{}” is inside “{}”. Nodes outside it read what “{}” gives.': '“{1}”位于“{2}”内部。外部的节点读取“{3}”给出的值。',
  'Ask a person first': '先询问人',
  'Put an Injection guard in between': '在中间插入“注入防护”',
  'The model “{}” is not allowed: {}, and this workspace allows {}.': '不允许使用模型“{1}”：{2}，而此工作区允许 {3}。',
  'The model “{}” is not allowed: {}, and this workspace is in private mode, where only listed hosts are reached.':
    '不允许使用模型“{1}”：{2}，而此工作区处于私有模式，只能访问列出的主机。',
  "{} refers to this node's own result, which does not exist yet.": '{1} 引用了此节点自己的结果，而它还不存在。',
  '{} names a port for plugging in, which has no value.': '{1} 指向一个用于接入的端口，它没有值。',
  '{}: “{}” is only plugged into other nodes, so it has no result of its own.':
    '{1}：“{2}”只接入其他节点，因此没有自己的结果。',
  '{}: “{}” gives “{}” after its end only.': '{1}：“{2}”结束后才给出“{3}”。',
  '{}: “{}” has no output “{}”.': '{1}：“{2}”没有输出“{3}”。',
  '{}: “{}” has no input “{}”.': '{1}：“{2}”没有输入“{3}”。',
  '{} refers to “{}”, which is switched off.': '{1} 引用了已停用的“{2}”。',
  '{} refers to a node that does not exist. Pick the value again.': '{1} 引用了不存在的节点。请重新选择该值。',
  '“{}”: {} is not a reference, so it stays as it is.': '“{1}”：{2} 不是引用，因此保持原样。',
  'A note cannot be connected. Delete the edge.': '便签不能连接。请删除连线。',
  '“{}” stands inside the node “{}”, which does not exist. Move it out.': '“{1}”位于不存在的节点“{2}”内。请把它移出。',
  '“{}” cannot hold other nodes. Move “{}” out of it.': '“{1}”不能包含其他节点。请把“{2}”移出。',
  '“{}” stands inside itself. Move it out.': '“{1}”位于自身内部。请把它移出。',
  'The Input node “{}” stands inside “{}”. A run begins outside.': '“输入”节点“{1}”位于“{2}”内部。运行须从外部开始。',
  'The Answer node “{}” stands inside “{}”. Only what stands outside can answer; connect the value to a result of “{}”.':
    '“回答”节点“{1}”位于“{2}”内部。只有外部的节点可以回答；请把该值连到“{3}”的结果。',
  'These nodes wait for each other: {}. Remove one of the edges or references.':
    '这些节点互相等待：{1}。请移除其中一条连线或引用。',
  'An edge leads to the node “{}”, which does not exist. Delete the edge.':
    '有连线通向不存在的节点“{1}”。请删除该连线。',
  'Two nodes have the id “{}”. Delete one.': '有两个节点的 ID 都是“{1}”。请删除其中一个。',
  'Two edges have the id “{}”. Delete one.': '有两条连线的 ID 都是“{1}”。请删除其中一条。',
  'Add an Answer node, or callers of this app get the results of the last nodes.':
    '请添加“回答”节点，否则调用方得到的是最后几个节点的结果。',
  '“{}” of “{}” takes one only. Remove the other edges.': '“{2}”的“{1}”只接受一个。请移除其他连线。',
  'Add an Input node: it is where a run begins.': '请添加“输入”节点：它是运行的起点。',
  'A graph begins at one Input node. Delete “{}” or the other one.':
    '流程图只能有一个“输入”节点。请删除“{1}”或另一个。',
  'An edge uses “{}” of “{}” as an {}, but it is an {}. Draw the edge the other way round.':
    '有连线把“{2}”的“{1}”当作{3}，但它是{4}。请反向绘制连线。',
  input: '输入',
  output: '输出',
  '“{}” has no {} “{}” any more. Connect the edge again or delete it.': '“{1}”已没有{2}“{3}”。请重新连接或删除该连线。',
  '“{}” is a node of the type “{}”, which this Patchbay does not have.':
    '“{1}”是类型为“{2}”的节点，而此 Patchbay 没有该类型。',
  '“{}” was made by a newer Patchbay (version {} of this node; here it is {}). Update Patchbay.':
    '“{1}”由更新的 Patchbay 创建（节点版本 {2}，这里是 {3}）。请更新 Patchbay。',
  'Nothing connects “{}” to the Input node, so it does not run.':
    '没有任何内容把“{1}”与“输入”节点相连，因此它不会运行。',
  '“{}” needs “{}”.': '“{1}”需要“{2}”。',
  'The person declined: {}': '人员拒绝了：{1}',
  'Let the agent use “{}”?': '允许智能体使用“{1}”？',
  'The agent wants to call this tool with the arguments below.': '智能体想用下面的参数调用此工具。',
  'There is no tool “{}”. {}': '没有工具“{1}”。{2}',
  'The arguments of “{}” are wrong: {}': '“{1}”的参数有误：{2}',
  'Compare one value at a time: put a single reference here, without text around it.':
    '每次只比较一个值：在此放一个引用，前后不要有文字。',
  'Choose what it looks for.': '请选择要检查的内容。',
  'Choose the knowledge base in which this Retriever looks.': '请选择此检索器查找的知识库。',
  'The JSON schema must be of the type “object”.': 'JSON Schema 的类型必须是“object”。',
  'Choose the app that this node runs.': '请选择此节点运行的应用。',
  'Say until when this node waits.': '请说明此节点等待到何时。',
  'This node is switched off or unknown.': '此节点已停用或未知。',
  'A note cannot be connected.': '便签不能连接。',
  'An edge leads from an output to an input.': '连线从输出通向输入。',
  'A node cannot feed itself.': '节点不能给自己提供值。',
  'These two are connected already.': '这两者已经连接。',
  '“{}” takes one only. Remove the other edge first.': '“{1}”只接受一个。请先移除另一条连线。',
  '“{}” waits for “{}” already; an edge back would never end.': '“{1}”已在等待“{2}”；反向连线会造成无限循环。',
  'Plug something into “{}” of “{}”.': '请为“{2}”的“{1}”接入内容。',
  '“{}” needs a value for “{}”. Connect an output to it.': '“{1}”需要“{2}”的值。请连接一个输出。',
  'Nothing inside “{}” feeds its “{}”. Connect the last step inside to it.':
    '“{1}”内部没有任何步骤给出其“{2}”。请把内部最后一步连到它。',
  '“{}” of “{}” does not fit “{}” of “{}”: {}': '“{2}”的“{1}”与“{4}”的“{3}”不匹配：{5}',
  'The {} “{}” leads to it: {}': '{1}“{2}”指向它：{3}',
  route: '路由',
  'trained model': '训练好的模型',
  '“{}”: {}': '“{1}”：{2}',
  'This gives a list of {}, and the input takes one. Put a node in between that picks one.':
    '这里给出的是{1}的列表，而该输入只接受一个。请在中间放一个用来挑选的节点。',
  'Text is not read as JSON by itself. Use a Structured output or a Code node in between.':
    '文本不会自动按 JSON 读取。请在中间使用“结构化输出”或“代码”节点。',
  '“{}” does not fit its schema: {}': '“{1}”不符合其 JSON Schema：{2}',
  '“{}” gives a list. Put the value in [ ].': '“{1}”给出的是列表。请把值放进 [ ] 中。',
  '“{}” gives {}.': '“{1}”给出的是{2}。',
  'Item {} of “{}” must be {}.': '“{2}”的第 {1} 项必须是{3}。',
  '“{}” has no output “{}” any more.': '“{1}”不再有输出“{2}”。',
  '{} Its pinned output does not fit: change or unpin it.': '{1}固定的输出已不适用：请修改或取消固定。',
  ...schemaProblems,
  ...zodProblems,
  'This gives {}, and the input takes {}.': '这里给出的是{1}，而该输入接受{2}。',
  text: '文本',
  'a number': '数字',
  'yes or no': '是或否',
  messages: '消息',
  passages: '段落',
  'a file': '文件',
  'an image': '图片',
  audio: '音频',
  'any value': '任意值',
  'a chat model': '对话模型',
  'an embedding model': '向量模型',
  'a reranker': '重排序器',
  'a speech model': '语音模型',
  'a retriever': '检索器',
  'a tool': '工具',
  'a memory': '记忆',
  'Write the address of the MCP server. It starts with https:// or http://.':
    '请填写 MCP 服务器地址，以 https:// 或 http:// 开头。',
  'Default model': '默认模型',
  '{} · {} steps at most': '{1} · 最多 {2} 步',
  '{} · by a second person': '{1} · 由第二个人',
  'By a trained model': '按训练好的模型',
  'By examples': '按示例',
  'By a model': '按模型',
  'By {}': '按 {1}',
  'Built-in embeddings': '内置向量',
  'No address yet': '还没有地址',
  'A conversation': '对话',
  'No fields yet': '还没有字段',
  'Until a condition holds · {} rounds at most': '直到条件成立 · 最多 {1} 轮',
  'While a condition holds · {} rounds at most': '只要条件成立 · 最多 {1} 轮',
  'One item after the other': '逐项处理',
  '{} items at a time': '同时处理 {1} 项',
  'No server yet': '还没有服务器',
  'The first value': '最先到达的值',
  'A list': '列表',
  Empty: '空',
  'Best {}, by meaning': '最佳 {1} 个，按语义',
  'Best {}, {}': '最佳 {1} 个，{2}',
  'No knowledge base yet': '还没有知识库',
  'Best {} passages': '最佳 {1} 个段落',
  '{} · any JSON': '{1} · 任意 JSON',
  'No app yet': '还没有应用',
  'A published app': '已发布的应用',
  '{} minutes': '{1} 分钟',
  '{} seconds': '{1} 秒',
  '{} hours': '{1} 小时',
  '{} days': '{1} 天',
  'No time yet': '还没有时间',
  'This offers {}, and {} is needed here.': '这里提供的是{1}，而此处需要{2}。',
  'This offers {} to be plugged in; the input takes a value. Use a port of the same colour.':
    '这里提供的是用于接入的{1}，而该输入接受值。请使用相同颜色的端口。',
  'A chat model must be plugged in here; a value does not fit.': '此处须接入对话模型，不接受值。',
  'An embedding model must be plugged in here; a value does not fit.': '此处须接入向量模型，不接受值。',
  'A reranker must be plugged in here; a value does not fit.': '此处须接入重排序器，不接受值。',
  'A speech model must be plugged in here; a value does not fit.': '此处须接入语音模型，不接受值。',
  'A retriever must be plugged in here; a value does not fit.': '此处须接入检索器，不接受值。',
  'A tool must be plugged in here; a value does not fit.': '此处须接入工具，不接受值。',
  'A memory must be plugged in here; a value does not fit.': '此处须接入记忆，不接受值。',
  '“{}” ({}): {}': '“{1}”（{2}）：{3}',
  'Choose the model {}.': '请选择模型：{1}。',
  'that makes the picture': '用于生成图片',
  'that writes down what is said': '用于语音转写',
  'that reads out': '用于朗读',
  'it is not known which host it runs on': '不知道它运行在哪个主机上',
  'it runs on {}': '它运行在 {1}',
}
