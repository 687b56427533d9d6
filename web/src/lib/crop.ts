/** How a picture is cut to a square: how far it is enlarged, and what of the rest is cut off where. */
export interface Cut {
  /** 1: as much as fits; 3: a third of that. */
  zoom: number
  /** 0: all is cut off at the right; 1: at the left. */
  x: number
  /** 0: all is cut off at the foot; 1: at the head. */
  y: number
}

export const middle: Cut = { zoom: 1, x: 0.5, y: 0.5 }

/** The square that stays, in pixels of the picture. */
export function square(
  width: number,
  height: number,
  { zoom, x, y }: Cut,
): { left: number; top: number; side: number } {
  const side = Math.min(width, height) / Math.max(1, zoom)
  return { left: (width - side) * within(x), top: (height - side) * within(y), side }
}

/** The cut after the picture was moved by so many pixels of it: what is dragged to the right shows more of the left. */
export function moved(width: number, height: number, cut: Cut, right: number, down: number): Cut {
  const { side } = square(width, height, cut)
  return {
    ...cut,
    x: width > side ? within(cut.x - right / (width - side)) : cut.x,
    y: height > side ? within(cut.y - down / (height - side)) : cut.y,
  }
}

function within(part: number): number {
  return Math.min(1, Math.max(0, part))
}
