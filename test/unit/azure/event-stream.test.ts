import { expect, test, vi } from 'vitest';
import { createEventStream } from '../../../local/azure/communication/event-stream.ts';

test('everybody who listens hears each event once, until they listen no more', () => {
  const stream = createEventStream<number>();
  const heard: string[] = [];
  const stops = ['a', 'b'].map((name) => stream.listen((event) => heard.push(`${name}${event}`)));
  stream.publish(() => 1);
  stops[0]?.();
  stops[0]?.();
  stream.publish(() => 2);
  expect(heard).toEqual(['a1', 'b1', 'b2']);
});

test('one function that listens twice hears twice', () => {
  const stream = createEventStream<number>();
  const hear = vi.fn();
  const [stop] = [stream.listen(hear), stream.listen(hear)];
  stream.publish(() => 1);
  stop();
  stream.publish(() => 2);
  expect(hear.mock.calls).toEqual([[1], [1], [2]]);
});

test('with nobody listening an event is not even made', () => {
  const stream = createEventStream<number>();
  const make = vi.fn(() => 1);
  stream.publish(make);
  stream.listen(() => {})();
  stream.publish(make);
  expect(make).not.toHaveBeenCalled();
});

test('who stops listening while an event is told still hears that one', () => {
  const stream = createEventStream<number>();
  const heard: number[] = [];
  const stops: Array<() => void> = [];
  stops.push(stream.listen(() => stops[1]?.()));
  stops.push(stream.listen((event) => heard.push(event)));
  stream.publish(() => 1);
  stream.publish(() => 2);
  expect(heard).toEqual([1]);
});
