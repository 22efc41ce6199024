/** The name of a zoomed-out container, as high as its header. */
export function FrameTitle({ label }: { label: string }) {
  return (
    <div className="flex h-13 items-center px-3">
      <span className="tile-name line-clamp-1 text-left!">{label}</span>
    </div>
  )
}
