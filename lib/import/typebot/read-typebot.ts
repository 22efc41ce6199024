import type { Json } from '@/lib/core/json'
import { objectOf, textOf } from '../fields'
import { FlowBuilder } from '../flow-builder'
import type { SourceFlow } from '../source-flow'
import { readCondition, readInput, readSplit } from './input-blocks'
import { type TypebotBlock, TypebotFile } from './typebot-file'
import { type BlockSteps, bubbleText, type Exit, TypebotReader } from './typebot-reader'
import {
  type BlockReader,
  chat,
  email,
  http,
  isModel,
  link,
  plain,
  script,
  setVariable,
  sheets,
  wait,
} from './value-blocks'

const START = 'typebot/start'
/** Bubbles whose content is an address. */
const MEDIA = new Set(['image', 'video', 'audio', 'embed'])
/** Blocks that are skipped. They measure visits, or pass on data that nothing in Patchbay reads. */
const DROPPED = new Set(['Google Analytics', 'Pixel', 'Chatwoot', 'segment', 'posthog', 'Return'])

const READERS: Readonly<Record<string, BlockReader>> = {
  Condition: readCondition,
  'AB test': readSplit,
  'Set variable': setVariable,
  Code: script,
  Webhook: http,
  Zapier: http,
  'Make.com': http,
  Pabbly: http,
  Email: email,
  'Google Sheets': sheets,
  Wait: wait,
  'Typebot link': link,
}

/** Empty if the file is not from Typebot. */
export function readTypebot(value: Json): SourceFlow[] {
  const file = TypebotFile.safeParse(value)
  return file.success ? [new Bot(file.data).read()] : []
}

/** Ids of entries and edges are no settings. */
const NOT_SETTINGS = /(?:^|\.)(?:id|outgoingEdgeId|blockId)$/

function tracked(block: TypebotFile['groups'][number]['blocks'][number], { settings }: FlowBuilder): typeof block {
  const { options, content = null, items } = block
  const nameOf = (path: string) => (NOT_SETTINGS.test(path) ? null : path)
  const view = settings.track(block.id, { options, content, items }, { nameOf })
  return { ...block, options: view.options, content: view.content, items: view.items }
}

class Bot {
  private readonly flow = new FlowBuilder('typebot')
  private readonly reader: TypebotReader
  /** The steps of each block. Edges to a block without steps lead to the next block. */
  private readonly steps = new Map<string, BlockSteps>()
  /** The next block in the group, by block. */
  private readonly after = new Map<string, string>()

  constructor(private readonly file: TypebotFile) {
    this.reader = new TypebotReader(file, this.flow)
  }

  read(): SourceFlow {
    const { flow, file } = this
    const begin = file.events?.[0] ?? file.groups.flatMap(({ blocks }) => blocks).find(({ type }) => type === 'start')
    if (begin) flow.item({ id: begin.id, title: 'Start', type: 'start' })
    flow.step({
      id: START,
      item: begin?.id ?? '',
      type: 'start',
      title: 'Input',
      position: { x: -400, y: 0 },
      data: { variables: [] },
    })
    for (const { title, graphCoordinates, blocks } of file.groups) {
      const placed = blocks.map(
        (block, index): TypebotBlock => ({
          ...tracked(block, this.flow),
          title: title || block.type,
          position: { x: graphCoordinates.x, y: graphCoordinates.y + index * 120 },
        }),
      )
      for (const { id, type } of placed) if (type !== 'start') flow.item({ id, title: title || type, type })
      this.readGroup(placed)
    }
    this.link()
    this.connect()
    return flow.build({ formatVersion: file.version, name: file.name, description: '', kind: 'chat' })
  }

  private readGroup(blocks: readonly TypebotBlock[]): void {
    let pending: TypebotBlock[] = []
    for (const [index, block] of blocks.entries()) {
      const next = blocks[index + 1]
      if (next) this.after.set(block.id, next.id)
      const leaves = this.file.edges.some(({ from }) => from.blockId === block.id)
      if (block.type === 'text' && next && !leaves) pending.push(block)
      else {
        this.readBlock(block, pending)
        pending = []
      }
    }
  }

  /** Bubbles right before an input are its question; others are answers. */
  private readBlock(block: TypebotBlock, bubbles: readonly TypebotBlock[]): void {
    const isInput = / input$/.test(block.type) && block.type !== 'payment input'
    if (isInput) {
      const question = bubbles.map(({ content }) => this.reader.text(bubbleText(content))).join('\n\n')
      for (const { id } of bubbles) this.flow.merge(id, block.id)
      this.steps.set(block.id, readInput(block, question, this.reader))
      return
    }
    for (const bubble of bubbles) this.steps.set(bubble.id, this.bubble(bubble, bubbleText(bubble.content)))
    const steps = this.stepsOf(block)
    if (steps) this.steps.set(block.id, steps)
  }

  private stepsOf(block: TypebotBlock): BlockSteps | null {
    const { type, content, options } = block
    if (type === 'start' || type === 'Jump') return null
    if (type === 'text') return this.bubble(block, bubbleText(content))
    if (MEDIA.has(type) || type === 'Redirect') {
      this.flow.note(block.id, 'files', type)
      return this.bubble(block, textOf(objectOf(content).url) || textOf(options.url))
    }
    if (DROPPED.has(type)) {
      this.flow.note(block.id, 'setting', type)
      return null
    }
    if (isModel(type)) return chat(block, this.reader)
    const read = Object.hasOwn(READERS, type) ? READERS[type] : undefined
    return read
      ? read(block, this.reader)
      : plain(this.flow.missing({ ...this.reader.place(block), data: options }, type))
  }

  private bubble(block: TypebotBlock, text: string): BlockSteps {
    return plain(
      this.flow.step({ ...this.reader.place(block), type: 'answer', data: { answer: this.reader.text(text) } }),
    )
  }

  /** The step at which a block begins. */
  private entryOf(id: string | undefined, seen = new Set<string>()): string | null {
    if (id === undefined || seen.has(id)) return null
    seen.add(id)
    const steps = this.steps.get(id)
    if (steps) return steps.entry
    const target = this.targetOf(id)
    return this.entryOf(target ?? this.after.get(id), seen)
  }

  /** The block that an edge of a block, or its jump, leads to. */
  private targetOf(id: string, itemId?: string): string | undefined {
    const edge = this.file.edges.find(({ from }) => from.blockId === id && (from.itemId ?? undefined) === itemId)
    const block = this.file.groups.flatMap(({ blocks }) => blocks).find((other) => other.id === id)
    const jump =
      block?.type === 'Jump' ? { groupId: textOf(block.options.groupId), blockId: textOf(block.options.blockId) } : null
    const to = jump ?? edge?.to
    return to && (to.blockId || this.file.groups.find((group) => group.id === to.groupId)?.blocks[0]?.id)
  }

  /** An edge without a block leads to the first one of its group. */
  private link(): void {
    const { groups, edges } = this.file
    for (const { from, to } of edges)
      this.flow.link(
        from.blockId ?? from.eventId ?? '',
        to.blockId ?? groups.find(({ id }) => id === to.groupId)?.blocks[0]?.id ?? to.groupId,
      )
  }

  private connect(): void {
    for (const [id, { next, items }] of this.steps) {
      this.connectTo(next, this.targetOf(id) ?? this.after.get(id))
      for (const [item, exit] of items ?? []) {
        const target = this.targetOf(id, item)
        if (target !== undefined) this.connectTo(exit, target)
        else if (exit.handle !== next?.handle) this.connectTo(exit, this.targetOf(id) ?? this.after.get(id))
      }
    }
    this.connectTo({ step: START, handle: 'source' }, this.first())
  }

  private connectTo(exit: Exit | null, block: string | undefined): void {
    const entry = this.entryOf(block)
    if (exit && entry !== null) this.flow.edge(exit.step, entry, exit.handle)
  }

  private first(): string | undefined {
    const { groups, edges } = this.file
    const begin = groups.flatMap(({ blocks }) => blocks).find(({ type }) => type === 'start')
    const edge = edges.find(({ from }) => from.eventId || (begin && from.blockId === begin.id))
    return edge
      ? (edge.to.blockId ?? groups.find(({ id }) => id === edge.to.groupId)?.blocks[0]?.id)
      : groups[0]?.blocks[0]?.id
  }
}
