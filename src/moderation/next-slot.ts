/**
 * So many slots at most before there must have been such a time, in milliseconds. ACS lets a thread have 10 in 10 s and
 * 30 in 60 s (https://learn.microsoft.com/azure/communication-services/concepts/service-limits#chat). A call that was
 * due at the start of one window may start `slotGoodForMs` late and travel for half a second: hence 2.5 s on top.
 */
const windows = [
  { slots: 10, spareSlots: 2, apartMs: 12_500 },
  { slots: 30, spareSlots: 6, apartMs: 62_500 },
] as const;

/** The windows' lengths with their margin, in milliseconds. */
export const [shortWindowMs, longWindowMs] = [windows[0].apartMs, windows[1].apartMs];

/** How many of a thread's last slots have a say in when the next one is. */
export const slotsThatCount = windows[1].slots;

/** How late a call may start on its slot, in milliseconds: a queue is polled every two seconds at the least. */
export const slotGoodForMs = 2_000;

/**
 * How often somebody who leaves slots to spare gets one in the long run, if each may come as late as that; in
 * milliseconds.
 */
export const spareSlotEveryMs = (longWindowMs + slotGoodForMs) / (windows[1].slots - windows[1].spareSlots);

/**
 * When a thread's next removal may start.
 *
 * @param slots - the thread's last slots, past or reserved, in ascending order; milliseconds since 1970.
 * @param spare - whether to leave some slots to others, who are in a hurry.
 */
export function nextSlot(slots: readonly number[], now: number, spare = false): number {
  const free = windows.map(({ slots: most, spareSlots, apartMs }) => {
    const decisive = slots.at(spare ? spareSlots - most : -most);
    return decisive === undefined ? now : decisive + apartMs;
  });
  return Math.max(now, ...free);
}
