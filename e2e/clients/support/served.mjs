/** Started by `run.mjs`: URLs, keys and the incoming webhook. */
export const served = JSON.parse(process.env.PATCHBAY_SERVED ?? '{}')

const { url, chat, form } = served
export const openAi = { baseURL: `${url}/api/openai/v1`, apiKey: chat.key }
export const appUrl = `${url}/api/v1/apps/${chat.slug}`
export const bearer = { authorization: `Bearer ${chat.key}` }
export const formApp = { ...form, url: `${url}/api/v1/apps/${form.slug}` }
export const user = (content) => ({ role: 'user', content })
