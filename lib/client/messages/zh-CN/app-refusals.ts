import type { Sentences } from '../sentence-book'

/** Refusals about drawings, versions, releases and what is published. */
export const appRefusals: Sentences = {
  'A canary or shadow is going on here. Stop it first.': '这里正在进行灰度或影子。请先停止。',
  'A description of at most 32,000 characters makes a picture. Shorten it.': '图片描述最多 32,000 个字符。请缩短。',
  'A model is replaced twice. Keep one line of it.': '有一个模型被替换了两次。请只保留一行。',
  'A model that takes another one’s place cannot be replaced itself.': '代替其他模型的模型不能再被替换。',
  'An app has at most {} environments.': '一个应用最多有 {1} 个环境。',
  'A canary begins when somebody agrees: it has no time.': '灰度发布在他人同意后开始，没有预定时间。',
  'More than was agreed to needs a second person here: somebody else than who began the canary can do that.':
    '在此环境中，超出已同意的范围须由另一个人操作：不能是发起灰度发布的人。',
  'Choose a time that is still to come.': '请选择将来的时间。',
  'Every app keeps this environment.': '每个应用都保留此环境。',
  'It is over already.': '它已经结束。',
  'It is over already: look at the history.': '它已经结束：请查看历史。',
  'Line {} is not valid JSON: {}': '第 {1} 行不是有效的 JSON：{2}',
  'No free address was found. Choose one in the settings.': '没有找到可用的地址。请在设置中选择。',
  'Nothing is live in this environment. Promote the version instead.': '此环境没有上线的版本。请改为推进版本。',
  'One recording is written down at a time. Use a Map node for several.':
    '每次只能转写一段录音。多段请使用“映射”节点。',
  'Production needs an approval: promote the version under Releases.': '生产环境需要审批：请在“发布管理”中推进版本。',
  'Round {}: {}': '第 {1} 轮：{2}',
  'Some nodes of this version cannot be written as code.': '此版本的一些节点无法写成代码。',
  'This version has no approval here. Request its release instead.': '没有人在这里批准过此版本。请改为申请发布。',
  'Releases to {} need an approval, so only an owner can change its models.':
    '发布到 {1} 需要审批，因此只有所有者可以更改其模型。',
  'Releases to {} need an approval, so only an owner can change its secrets.':
    '发布到 {1} 需要审批，因此只有所有者可以更改其密钥变量。',
  'Releases to {} need an approval, so only an owner can delete it.': '发布到 {1} 需要审批，因此只有所有者可以删除它。',
  'Releases to {} need an approval, so only an owner can delete the app.':
    '发布到 {1} 需要审批，因此只有所有者可以删除此应用。',
  'Releases to {} need an approval, so only an owner can restore the app.':
    '发布到 {1} 需要审批，因此只有所有者可以恢复此应用。',
  'Something else has gone live here meanwhile. Look at it and decide again.': '这里已有其他版本上线。请查看后再决定。',
  'The MCP server {} failed{}': 'MCP 服务器 {1} 出错{2}',
  'The address "{}" is taken. Choose another.': '地址"{1}"已被占用。请另选。',
  'The app changed since you looked. Check the changes and publish again.':
    '你查看之后应用已更改。请检查更改后重新发布。',
  'The app is in the bin.': '应用在回收站中。',
  'The file is larger than {} MB.': '文件大于 {1} MB。',
  "The model's answer does not fit the schema: {}": '模型的回答不符合模式：{1}',
  'The secret {} of {} may not be sent to {}. Add this address under Releases.':
    '{2} 的密钥变量 {1} 不可发送到 {3}。请在“发布管理”中添加该地址。',
  'The version takes other inputs than the live one, so callers of the live one cannot be given to it. Promote it instead.':
    '该版本的输入与线上版本不同，因此不能分流线上的调用方。请改为推进。',
  'There is no description to make a picture of.': '没有可用于生成图片的描述。',
  'There is no question to look for.': '没有要检索的问题。',
  'There is no question to rank by.': '没有用于排序的问题。',
  'There is no such day or time.': '没有这一天或时间。',
  'There is no such environment.': '没有这个环境。',
  'There is no text to embed.': '没有要计算向量的文本。',
  'There is no text to read out.': '没有要朗读的文本。',
  'There is such an environment already.': '已有这个环境。',
  'This app changed in another tab. Load that version, or overwrite it with yours.':
    '此应用已在另一个标签页中修改。请载入那个版本，或用你的覆盖它。',
  'This app has problems that must be solved before it is published.': '此应用有问题，须先解决才能发布。',
  'This is not valid JSON: {}': '这不是有效的 JSON：{1}',
  'This is asked for already: somebody else must agree, or it is called off.':
    '已有相同的申请：须由另一个人同意，或先将其撤销。',
  'This is planned for that time already.': '该时间已有相同的计划。',
  'This request was answered already.': '此请求已被回答。',
  'It was given another time meanwhile. Look at it and decide again.': '期间已改为其他时间。请查看后重新决定。',
  'This version is live here already. Choose another.': '此版本已在这里上线。请另选。',
  'This version was never live here. Promote it instead.': '此版本从未在这里上线。请改为推进。',
  'You asked for this release: somebody else must agree.': '此发布由你请求：须由他人同意。',
  '“Files” takes pictures and recordings.': '“文件”接受图片和录音。',
  '“Recording” takes a recording: connect an input of that kind.': '“录音”接受录音：请连接此类输入。',
}
