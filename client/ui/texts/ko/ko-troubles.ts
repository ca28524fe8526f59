import type { LaterTexts } from '../en/en-later.ts';

export const roles: LaterTexts['roles'] = {
  administrator: '관리자',
  planner: '운영 담당자',
  field: '현장 직원',
  auditor: '감사 담당자',
};

export const failures: LaterTexts['failures'] = {
  offline: {
    what: '네트워크가 없었습니다.',
    todo: '할 일은 없습니다. 모두 여기에 보관되고, 연결되면 보냅니다.',
  },
  later: {
    what: '서버에 연결했지만 서버가 받지 못했습니다.',
    todo: '이 기기가 알아서 다시 시도합니다. 계속되면 서버를 운영하는 사람에게 알리세요.',
  },
  'sign-in': {
    what: '서버가 누구인지 물었습니다.',
    todo: '모두 여기에 보관되어 있고 계속 일할 수 있습니다. 다시 로그인하세요. 그래도 되지 않으면 보내지 않은 것을 파일로 저장해 운영 담당자에게 맡기세요.',
  },
  'cut-off': {
    what: '서버가 이 기기에서 더 이상 아무것도 받지 않습니다.',
    todo: '서버가 거절한 것은 이 기기의 받은 일과 운영 담당자에게 보관되어 있습니다.',
  },
  'update-app': {
    what: '앱과 서버가 더 이상 서로 맞지 않습니다.',
    todo: '모두 여기에 보관되어 있습니다. 앱의 새 버전을 불러오세요.',
  },
  'too-large': {
    what: '보낼 것 하나가 서버가 한 번에 받을 수 있는 크기보다 큽니다.',
    todo: '그것과 거기에 이어지는 것은 여기에 보관되고 다시 시도하며, 나머지는 모두 보냅니다. 보내지 않은 것을 파일로 저장하고, 서버를 운영하는 사람에게 알리세요.',
  },
  permanent: {
    what: '서버가 완전히 거절했습니다.',
    todo: '여기에 보관되어 있습니다. 받은 일을 확인하세요.',
  },
};
