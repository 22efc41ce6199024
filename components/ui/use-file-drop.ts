import { type DragEvent, useRef, useState } from 'react'

export function useFileDrop(
  onFiles: (files: File[], point: { x: number; y: number }) => void,
  disabled: boolean | undefined,
) {
  // dragenter and dragleave fire for every child, so they are counted.
  const depth = useRef(0)
  const [isOver, setIsOver] = useState(false)
  function accepts(event: DragEvent): boolean {
    return !disabled && event.dataTransfer.types.includes('Files')
  }
  function move(step: 1 | -1) {
    depth.current = Math.max(0, depth.current + step)
    setIsOver(depth.current > 0)
  }
  const handlers = {
    onDragEnter: (event: DragEvent) => accepts(event) && move(1),
    onDragLeave: (event: DragEvent) => accepts(event) && move(-1),
    onDragOver: (event: DragEvent) => accepts(event) && event.preventDefault(),
    onDrop: (event: DragEvent) => {
      if (!accepts(event)) return
      event.preventDefault()
      event.stopPropagation()
      depth.current = 0
      setIsOver(false)
      onFiles([...event.dataTransfer.files], { x: event.clientX, y: event.clientY })
    },
  }
  return { isOver, handlers }
}
