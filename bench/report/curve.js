import { parse, View } from 'vega';
import { compile } from 'vega-lite';

const MEASURES = { requests: 'Requests', cpuSeconds: 'CPU seconds', memoryMb: 'Memory, MB' };
const TAPS = { ours: 'tap-asana', singerIo: 'singer-io' };

/**
 * Draws the growth curve: requests, CPU time and memory against tasks, a line a tap.
 *
 * In: what growthCurve gives. Out: an SVG document.
 */
export async function drawCurve(points) {
  const panels = Object.entries(MEASURES).map(([name, title]) => ({
    width: 260,
    height: 240,
    data: { values: points.map((point) => ({ tasks: point.tasks, value: point[name], tap: TAPS[point.tap] })) },
    mark: { type: 'line', point: true },
    encoding: {
      x: {
        field: 'tasks',
        type: 'quantitative',
        scale: { type: 'log' },
        title: 'Tasks',
        axis: { format: '~s', tickCount: 4 },
      },
      y: {
        field: 'value',
        type: 'quantitative',
        scale: name === 'memoryMb' ? { zero: true } : { type: 'log' },
        title,
        axis: { format: '~s' },
      },
      color: { field: 'tap', type: 'nominal', title: null, scale: { range: ['#4573d2', '#f06a6a'] } },
    },
  }));
  const { spec } = compile({ background: 'white', hconcat: panels });
  return new View(parse(spec), { renderer: 'none' }).toSVG();
}
