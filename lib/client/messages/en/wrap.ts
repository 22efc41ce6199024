export const wrap = {
  map: 'Put into a Map',
  putIntoMap: '{count, plural, one {# node put into a Map} other {# nodes put into a Map}}',
  putIntoLoop: '{count, plural, one {# node put into a Loop} other {# nodes put into a Loop}}',
  loop: 'Put into a Loop',
  unwrap: 'Take the container apart',
  cannot: 'These nodes cannot be put into a container',
  cannotUnwrap: 'The container stays',
  hasEnd: '“{name}” stands outside of all containers: a run begins and is answered there.',
  locked: '“{name}” is locked. Unlock it first.',
  capability: '“{name}” is plugged into “{user}”, which would stay outside. Choose both.',
  isResult: 'One of these nodes makes the result of the container around it. Choose the nodes before it.',
  severalValues:
    'Nodes outside read “{first}” and “{second}”. A container gives one value: put both together with a Merge first, or choose fewer nodes.',
  between: '“{name}” lies between the chosen nodes: it waits for one of them, and another waits for it. Choose it too.',
} as const
