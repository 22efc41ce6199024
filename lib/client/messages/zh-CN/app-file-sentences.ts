import type { Sentences } from '../sentence-book'

/** Why a file is not taken as an app. */
export const appFileSentences: Sentences = {
  'A file of an app may take {} MB at most.': '应用文件最大为 {1} MB。',
  'Begin with a template and put your prompts into it.': '请从模板开始，并放入你的提示词。',
  'It is nested too deeply.': '嵌套过深。',
  'It uses the reserved name “{}”.': '其中使用了保留名称“{1}”。',
  'It was made by a newer Patchbay (format {}; this one reads up to {}). Update Patchbay first.':
    '它由更新版本的 Patchbay 生成（格式 {1}；此版本最高可读 {2}）。请先更新 Patchbay。',
  'Pages and programs that use it need another address and key only: see “Other tools” where the new app is published.':
    '使用它的网页和程序只需换一个地址和密钥：见新应用发布处的“其他工具”。',
  'Something in it is not as it should be. {}': '其中有不符合要求之处。{1}',
  'This file is not JSON, or it was cut off: {}': '此文件不是 JSON，或内容被截断：{1}',
  'This is an app of {}, whose drawing cannot be taken over.': '这是 {1} 的应用，无法沿用其画布。',
  'This is no app of Patchbay. Choose a file that ends in .patchbay.json.':
    '这不是 Patchbay 的应用。请选择以 .patchbay.json 结尾的文件。',
}
