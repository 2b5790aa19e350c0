// @ts-check
/**
 * Which body is shown: the neutral one that came with the page, or another, whose pictures and places are fetched once
 * when it is chosen. The last wish wins.
 */

/** @typedef {{views: Record<string, {url: string, viewBox: string}>, points: Record<string, string>}} Body */

export const NEUTRAL = "neutral";

/**
 * @param {(body: Body | null) => Promise<boolean>} show null: the neutral body; gives whether it is shown
 * @param {(message: string) => void} fail
 */
export function createBodies(show, fail) {
  /** @type {Map<string, Body>} */
  const kept = new Map();
  let current = NEUTRAL;
  let wanted = NEUTRAL;

  return {
    isNeutral: () => current === NEUTRAL,
    current: () => current,

    /**
     * @param {string} name
     * @returns {Promise<boolean>} whether it could be shown, or another was wished for since
     */
    async choose(name) {
      wanted = name;
      if (name === current) return true;
      try {
        const body = name === NEUTRAL ? null : (kept.get(name) ?? (await fetchBody(name)));
        if (body) kept.set(name, body);
        if (wanted !== name) return true;
        current = name;
        return await show(body);
      } catch {
        fail("The other body could not be fetched. Is the connection down?");
        return wanted !== name;
      }
    },
  };
}

/**
 * @param {string} name
 * @returns {Promise<Body>}
 */
async function fetchBody(name) {
  const url = `/figures/bodies/${name}.json`;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
