import type { Sentences } from '../sentence-book'

/** What is wrong with a connected service, and how a trial of a version ended. */
export const connectionSentences: Sentences = {
  'The server answers, but it has no models yet.': '服务器有响应，但还没有模型。',
  'Load or pull one there, then test again.': '请在那里加载或下载一个，然后重新测试。',
  'The server asks for an API key.': '服务器要求 API 密钥。',
  'Fill one in.': '请填写。',
  'The server did not answer within {} seconds.': '服务器在 {1} 秒内没有响应。',
  'There is no list of models at {}.': '{1} 没有模型列表。',
  'Use {} instead.': '请改用 {1}。',
  'The server answers, but it has no list of models at {}.': '服务器有响应，但 {1} 没有模型列表。',
  'Check the address: most end in /v1.': '请检查地址：多数以 /v1 结尾。',
  'If it is right, write the names of your models.': '如果地址正确，请填写模型名称。',
  'Check the address, and whether the server is running.': '请检查地址，以及服务器是否在运行。',
  'Check the address, and whether the server is running and reachable from here.':
    '请检查地址，以及服务器是否在运行且可从此处访问。',
  'For this server: start Patchbay with EGRESS_ALLOW="{}".': '对于此服务器：请用 EGRESS_ALLOW="{1}" 启动 Patchbay。',
  'The call was stopped.': '调用已停止。',
  '{} refused the API key ({}).': '{1} 拒绝了 API 密钥（{2}）。',
  'Check the key of this connection.': '请检查此连接的密钥。',
  '{} does not have {} (404).': '{1} 没有{2}（404）。',
  'the model “{}”': '模型“{1}”',
  'what was asked for': '所请求的内容',
  '{} did not answer in time ({}).': '{1} 没有及时响应（{2}）。',
  "Check the model's name and the address.": '请检查模型名称和地址。',
  'The text is longer than “{}” can read.': '文本超过“{1}”能读取的长度。',
  'Shorten it or take fewer passages.': '请缩短，或减少段落数。',
  '{} stopped it.': '由 {1} 停止。',
  'It was made live.': '已设为线上版本。',
  'Another version went live.': '另一个版本已上线。',
}
