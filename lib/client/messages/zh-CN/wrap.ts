export const wrap = {
  map: '放入 Map 容器',
  wrappedInMap: '已将 {count} 个节点放入 Map',
  wrappedInLoop: '已将 {count} 个节点放入 Loop',
  loop: '放入 Loop 容器',
  unwrap: '拆开容器',
  cannot: '这些节点无法放入容器',
  cannotUnwrap: '容器保持不变',
  hasEnd: '“{name}”必须位于所有容器之外：运行从那里开始，并在那里给出回答。',
  locked: '“{name}”已锁定。请先解锁。',
  capability: '“{name}”接入了“{user}”，而后者会留在容器外。请同时选择两者。',
  isResult: '其中一个节点给出外层容器的结果。请选择它之前的节点。',
  onlyState: '外部节点读取了“{other}”，而循环只返回最后的状态“{state}”。请在外部改读该值，或删除该连接。',
  collects: '“{name}”会收集多个值，而循环只从一个值开始。请只保留第一轮读取的连接。',
  severalValues:
    '外部节点读取了“{first}”和“{second}”。一个容器只给出一个值：请先用“合并”节点把两者合在一起，或少选一些节点。',
  between: '“{name}”位于所选节点之间：它等待其中一个，而另一个又等待它。请一并选择它。',
} as const
