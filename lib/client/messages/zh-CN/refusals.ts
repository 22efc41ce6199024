import type { Sentences } from '../sentence-book'

/** What the server says when it refuses something or fails, whatever it is about. */
export const refusals: Sentences = {
  '"{}" ({}) must be a number.': '"{1}"（{2}）必须是数字。',
  '"{}" ({}) must be one of {}.': '"{1}"（{2}）必须是以下之一：{3}。',
  '"{}" ({}) must be text.': '"{1}"（{2}）必须是文本。',
  '"{}" ({}) must be the id of an uploaded file.': '"{1}"（{2}）必须是已上传文件的 ID。',
  '"{}" ({}) must be true or false.': '"{1}"（{2}）必须是 true 或 false。',
  '"{}" has {} characters; at most {} are allowed.': '"{1}"有 {2} 个字符，最多允许 {3} 个。',
  'Choose a file: the field "file" is missing.': '请选择文件：缺少字段"file"。',
  'Item {}: {}': '第 {1} 项：{2}',
  'The body is not valid JSON: {}': '请求体不是有效的 JSON：{1}',
  'The file is empty.': '文件是空的。',
  'The form data could not be read.': '无法读取表单数据。',
  'The job took longer than {} s.': '任务超过了 {1} 秒。',
  'The server is at its limit. Try again in a moment.': '服务器已达上限。请稍后再试。',
  'The server is stopping.': '服务器正在停止。',
  'There is no key {}.': '没有密钥 {1}。',
  'There is no such address.': '没有这个地址。',
  'There is no such approval.': '没有这个审批。',
  'There is no such workspace.': '没有这个工作区。',
  'This is larger than {} KB, the most that is taken here.': '超过了这里可接受的最大值 {1} KB。',
  'Too many requests at the same time.': '同时的请求过多。',
  'Too many requests.': '请求过多。',
  'You are in no workspace any more. Ask its owner for a new invitation.':
    '你已不在任何工作区中。请向所有者索取新的邀请。',
  '“{}” was not accepted: {} are taken here.': '“{1}”未被接受：这里接受 {2}。',
  'The server does not answer. Check that Patchbay is still running.': '服务器没有响应。请检查 Patchbay 是否仍在运行。',
  'Something went wrong on our side. Please try again.': '我们这边出了问题，请重试。',
}
