export const wrap = {
  map: 'Wrap in a Map',
  wrappedInMap: '{count, plural, one {# node wrapped in a Map} other {# nodes wrapped in a Map}}',
  wrappedInLoop: '{count, plural, one {# node wrapped in a Loop} other {# nodes wrapped in a Loop}}',
  loop: 'Wrap in a Loop',
  unwrap: 'Unwrap container',
  cannot: 'These nodes cannot be wrapped',
  cannotUnwrap: 'This container cannot be unwrapped',
  hasEnd: '“{name}” must stay outside of containers because runs start and end there.',
  locked: '“{name}” is locked. Unlock it first.',
  capability: '“{name}” is attached to “{user}”, which is not selected. Select both.',
  isResult: 'One of these nodes produces the result of its container. Select only nodes before it.',
  onlyState:
    'Nodes outside read “{other}”, but the Loop would return only its last state, “{state}”. Read that value outside, or remove the connection.',
  collects:
    '“{name}” collects several values, but a Loop starts with one. Keep only the connection that the first round reads.',
  severalValues:
    'Nodes outside read “{first}” and “{second}”, but a container returns one value. Combine both values with a Merge node first, or select fewer nodes.',
  between: '“{name}” is between the selected nodes. Select it as well.',
} as const
