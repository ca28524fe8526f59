import type { DeviceTexts } from '../en/en-device.ts';
import { entries, n } from './korean.ts';

/** The words of what a device is kept by: its lock, its storage, its version. */
export const koDevice: DeviceTexts = {
  lock: {
    title: '잠금',
    about: '여러 사람이 함께 쓰는 기기에서, 한동안 아무도 만지지 않으면 PIN을 묻습니다.',
    protects:
      '기기를 집어 든 사람이 내 이름으로 보거나 예약하지 못하게 합니다. 암호화하지는 않으므로, 브라우저 저장소를 들여다보거나 디스크를 가진 사람은 PIN 없이도 장부를 읽을 수 있습니다. 기기 자체의 잠금도 함께 쓰세요.',
    none: 'PIN 없음: 이 기기를 든 사람은 누구나 장부를 쓸 수 있습니다.',
    needsSignIn:
      'PIN은 로그인하는 장부에서 서버에 연결되어 있을 때 정할 수 있습니다. 잊은 사람은 다시 로그인해야 하기 때문입니다.',
    after: '잠기는 때',
    minutes: (of) => `${n(of)}분 동안 만지지 않으면`,
    set: 'PIN 정하기',
    change: 'PIN 바꾸기',
    off: '잠금 끄기',
    now: '지금 잠그기',
    current: '지금까지 쓰던 PIN',
    pin: 'PIN, 숫자 4~12자리',
    again: '같은 PIN 한 번 더',
    short: 'PIN은 숫자 4~12자리여야 합니다.',
    easy: '누구나 먼저 눌러 볼 PIN입니다. 모두 같거나 차례로 이어지지 않는 숫자를 고르세요.',
    differs: '두 PIN이 서로 다릅니다. 두 번째 것을 다시 입력하세요.',
    isSet: 'PIN을 정했습니다.',
    isOff: '잠금을 껐습니다.',
    notKept: '이 브라우저는 설정을 보관하지 않아 PIN을 쓸 수 없습니다.',
    asking: 'PIN 확인 중',
  },

  locked: {
    title: '잠김',
    of: (name) => `${name} 님이 이 기기로 일하고 있습니다.`,
    pin: 'PIN',
    open: '잠금 풀기',
    wrong: 'PIN이 맞지 않습니다.',
    wait: (until) => `PIN이 여러 번 틀렸습니다. ${until}부터 다시 시도할 수 있습니다.`,
    kept: '잃은 것은 없습니다. 입력하던 것도 그대로 있습니다.',
    unsent: (of) =>
      `잃은 것은 없습니다. 입력하던 것은 그대로 있고, 보낼 기록 ${entries(of)}은 서버에 연결되는 대로 보내집니다.`,
    forgot: 'PIN을 잊었나요?',
    forgotTodo:
      '네트워크에 연결해 로그아웃한 뒤 비밀번호로 다시 로그인하면 PIN이 없어집니다. 보내지 않은 것은 이 기기에서 기다리지만, 입력만 하고 저장하지 않은 것은 사라집니다.',
    forgotUnsent: (of) =>
      `아직 보내지 않은 기록 ${entries(of)}이 있습니다. 다시 로그인할 때까지 여기에서 기다립니다. 먼저 보내는 것이 좋습니다.`,
  },

  storage: {
    takes: '공간을 차지하는 것',
    app: '앱',
    book: (of) => `장부, ${entries(of)}`,
    free: '남은 공간',
    nearlyFull:
      '거의 찼습니다. 보내지 않은 것을 보내고, 이 기기의 사진이나 다른 파일을 지우세요. 가득 차면 아무것도 저장할 수 없습니다.',
  },

  version: {
    title: '앱',
    version: '버전',
    ready: '새 버전을 쓸 수 있습니다. 저장한 것은 보내지 않은 것까지 모두 그대로 있습니다.',
    putIn: '지금 바꾸기',
    look: '새 버전 찾기',
    looking: '찾는 중',
    none: '서버에 있는 가장 새로운 버전입니다.',
    offline: '지금은 서버에 연결할 수 없습니다. 연결한 뒤 다시 찾아보세요.',
  },
};
