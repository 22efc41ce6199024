export function textOf(content) {
  if (typeof content === 'string') return content
  return Array.isArray(content) ? content.map((part) => part.text || part.input_text || '').join('') : ''
}

/** What to reply: a tool call, an exact text, or the text of the model with the last tool result before it. */
export function planReply(messages, toolNames) {
  const promptChars = messages.reduce((sum, { content }) => sum + textOf(content).length, 0)
  const lastUser = messages.findLastIndex(({ role }) => role === 'user')
  const request = lastUser < 0 ? '' : textOf(messages[lastUser].content)
  const toolMessages = messages.slice(lastUser + 1).filter(({ role }) => role === 'tool')
  const lastResult = toolMessages.at(-1)
  return {
    promptTokens: Math.max(1, promptChars >> 2),
    call: toolNames.length > 0 ? nextCall(request, toolNames, toolMessages.length) : null,
    prefix: lastResult ? resultPrefix(textOf(lastResult.content)) : '',
    word: toolNames.length > 0 ? (/then say (\S+)/.exec(request)?.[1] ?? '') : '',
    exact: /answer exactly (\{[\s\S]*\})/.exec(request)?.[1],
  }
}

const resultPrefix = (result) => `TOOLRESULT(${result.slice(0, 80)}) `

/** The first requested call without a result. */
function nextCall(request, toolNames, resultCount) {
  const requested = [...request.matchAll(/use tool (\S+) with (\{[\s\S]*?\})(?=\s|$|["'<])/g)]
  const next = requested[resultCount]
  return next ? { name: next[1] === '*' ? toolNames[0] : next[1], args: next[2] } : null
}

export const namesOf = (tools, nameOf) => (tools || []).map(nameOf).filter(Boolean)
