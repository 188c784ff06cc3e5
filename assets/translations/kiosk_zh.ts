<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh" sourcelanguage="ko">
<context>
    <name></name>
    <message id="language.name">
        <source>한국어</source>
        <translation>中文</translation>
    </message>
    <message id="language.title">
        <source>어떤 말로 볼까요?</source>
        <translation>请选择语言</translation>
    </message>
    <message id="language.button">
        <source>English 中文 日本語</source>
        <translation>한국어 English 日本語</translation>
    </message>
    <message id="language.button-short">
        <source>EN 中 日</source>
        <translation>한 EN 日</translation>
    </message>
    <message id="language.names.ko">
        <source>한국어</source>
        <translation>한국어</translation>
    </message>
    <message id="language.names.en">
        <source>English</source>
        <translation>English</translation>
    </message>
    <message id="language.names.zh">
        <source>中文</source>
        <translation>中文</translation>
    </message>
    <message id="language.names.ja">
        <source>日本語</source>
        <translation>日本語</translation>
    </message>
    <message id="aid.larger.words">
        <source>큰 글씨</source>
        <translation>大字</translation>
    </message>
    <message id="aid.larger.short">
        <source>크게</source>
        <translation>大字</translation>
    </message>
    <message id="aid.contrast.words">
        <source>고대비</source>
        <translation>高对比</translation>
    </message>
    <message id="aid.contrast.short">
        <source>진하게</source>
        <translation>深色</translation>
    </message>
    <message id="aid.low.words">
        <source>낮은 화면</source>
        <translation>低画面</translation>
    </message>
    <message id="aid.low.short">
        <source>낮게</source>
        <translation>低位</translation>
    </message>
    <message id="aid.voice.words">
        <source>음성</source>
        <translation>语音</translation>
    </message>
    <message id="aid.voice.short">
        <source>음성</source>
        <translation>语音</translation>
    </message>
    <message id="aid.replay.words">
        <source>다시 듣기</source>
        <translation>再听</translation>
    </message>
    <message id="aid.replay.short">
        <source>다시</source>
        <translation>再听</translation>
    </message>
    <message id="voice.title">
        <source>음성 바꾸기</source>
        <translation>调整语音</translation>
    </message>
    <message id="voice.close">
        <source>돌아가기</source>
        <translation>返回</translation>
    </message>
    <message id="voice.unheard">
        <source>소리가 나지 않습니다</source>
        <translation>没有声音</translation>
    </message>
    <message id="voice.choice.slower">
        <source>더 느리게</source>
        <translation>慢一点</translation>
    </message>
    <message id="voice.choice.faster">
        <source>더 빠르게</source>
        <translation>快一点</translation>
    </message>
    <message id="voice.choice.quieter">
        <source>더 작게</source>
        <translation>小声一点</translation>
    </message>
    <message id="voice.choice.louder">
        <source>더 크게</source>
        <translation>大声一点</translation>
    </message>
    <message id="voice.choice.stop">
        <source>말 멈추기</source>
        <translation>停止朗读</translation>
    </message>
    <message id="voice.choice.off">
        <source>음성 끄기</source>
        <translation>关闭语音</translation>
    </message>
    <message id="voice.at-end.slower">
        <source>더 느릴 수 없습니다</source>
        <translation>已经最慢了</translation>
    </message>
    <message id="voice.at-end.faster">
        <source>더 빠를 수 없습니다</source>
        <translation>已经最快了</translation>
    </message>
    <message id="voice.at-end.quieter">
        <source>더 작을 수 없습니다</source>
        <translation>已经最小声了</translation>
    </message>
    <message id="voice.at-end.louder">
        <source>더 클 수 없습니다</source>
        <translation>已经最大声了</translation>
    </message>
    <message id="voice.speed.label">
        <source>빠르기</source>
        <translation>语速</translation>
    </message>
    <message id="voice.speed.1">
        <source>아주 느리게</source>
        <translation>很慢</translation>
    </message>
    <message id="voice.speed.2">
        <source>조금 느리게</source>
        <translation>较慢</translation>
    </message>
    <message id="voice.speed.3">
        <source>보통</source>
        <translation>普通</translation>
    </message>
    <message id="voice.speed.4">
        <source>조금 빠르게</source>
        <translation>较快</translation>
    </message>
    <message id="voice.speed.5">
        <source>아주 빠르게</source>
        <translation>很快</translation>
    </message>
    <message id="voice.volume.label">
        <source>소리</source>
        <translation>音量</translation>
    </message>
    <message id="voice.volume.1">
        <source>아주 작게</source>
        <translation>很小</translation>
    </message>
    <message id="voice.volume.2">
        <source>조금 작게</source>
        <translation>较小</translation>
    </message>
    <message id="voice.volume.3">
        <source>보통</source>
        <translation>普通</translation>
    </message>
    <message id="voice.volume.4">
        <source>조금 크게</source>
        <translation>较大</translation>
    </message>
    <message id="voice.volume.5">
        <source>아주 크게</source>
        <translation>很大</translation>
    </message>
    <message id="said.facility">
        <source>{name}입니다</source>
        <translation>这里是{name}</translation>
    </message>
    <message id="said.step">
        <source>{steps} 가운데 {nth}, {name}</source>
        <translation>{steps}中的{nth}，{name}</translation>
    </message>
    <message id="said.page">
        <source>{pages}쪽 가운데 {page}쪽입니다</source>
        <translation>共{pages}页，第{page}页</translation>
    </message>
    <message id="said.time">
        <source>{hour}시 {minute}분</source>
        <translation>{hour}点{minute}分</translation>
    </message>
    <message id="said.choices">
        <source>{count}가지 가운데 고르세요</source>
        <translation>请从{count}项中选择</translation>
    </message>
    <message id="said.lead">
        <source>아래 {words} 단추를 누르세요</source>
        <translation>现在请按“{words}”</translation>
    </message>
    <message id="said.cant">
        <source>{words}, 지금은 누를 수 없습니다</source>
        <translation>{words}，现在不能按</translation>
    </message>
    <message id="said.aid-on">
        <source>{words} 켜짐</source>
        <translation>{words}，已打开</translation>
    </message>
    <message id="said.aid-off">
        <source>{words} 꺼짐</source>
        <translation>{words}，已关闭</translation>
    </message>
    <message id="said.how">
        <source>한 번 누르면 읽어 드리고, 한 번 더 누르면 됩니다</source>
        <translation>按一次朗读，再按一次确定</translation>
    </message>
    <message id="said.headset">
        <source>이어폰으로 들려 드립니다</source>
        <translation>用耳机收听</translation>
    </message>
    <message id="said.no-headset">
        <source>이어폰이 빠졌습니다</source>
        <translation>耳机已拔出</translation>
    </message>
    <message id="said.withheld">
        <source>코인과 이름은 이어폰을 꽂으시면 읽어 드립니다</source>
        <translation>插上耳机才会朗读币和姓名</translation>
    </message>
    <message id="said.pin-headset">
        <source>숫자는 이어폰으로만 읽어 드립니다</source>
        <translation>数字只在耳机里朗读</translation>
    </message>
    <message id="said.pin-no-headset">
        <source>숫자는 이어폰을 꽂으셔야 읽어 드립니다. 지금은 누르면 바로 들어갑니다</source>
        <translation>插上耳机才会朗读数字。现在一按就输入</translation>
    </message>
    <message id="said.steps.1">
        <source>한 단계</source>
        <translation>一步</translation>
    </message>
    <message id="said.steps.2">
        <source>두 단계</source>
        <translation>两步</translation>
    </message>
    <message id="said.steps.3">
        <source>세 단계</source>
        <translation>三步</translation>
    </message>
    <message id="said.steps.4">
        <source>네 단계</source>
        <translation>四步</translation>
    </message>
    <message id="said.steps.5">
        <source>다섯 단계</source>
        <translation>五步</translation>
    </message>
    <message id="said.nth.1">
        <source>첫째</source>
        <translation>第一步</translation>
    </message>
    <message id="said.nth.2">
        <source>둘째</source>
        <translation>第二步</translation>
    </message>
    <message id="said.nth.3">
        <source>셋째</source>
        <translation>第三步</translation>
    </message>
    <message id="said.nth.4">
        <source>넷째</source>
        <translation>第四步</translation>
    </message>
    <message id="said.nth.5">
        <source>다섯째</source>
        <translation>第五步</translation>
    </message>
    <message id="bar.back">
        <source>이전</source>
        <translation>返回</translation>
    </message>
    <message id="bar.start-over">
        <source>처음으로</source>
        <translation>重新开始</translation>
    </message>
    <message id="bar.call-staff">
        <source>직원 호출</source>
        <translation>叫工作人员</translation>
    </message>
    <message id="clock.morning">
        <source>오전 {hour}:{minute:02d}</source>
        <translation>上午{hour}:{minute:02d}</translation>
    </message>
    <message id="clock.afternoon">
        <source>오후 {hour}:{minute:02d}</source>
        <translation>下午{hour}:{minute:02d}</translation>
    </message>
    <message id="clock.minutes">
        <source>{minutes}분</source>
        <translation>{minutes}分钟</translation>
    </message>
    <message id="clock.hours">
        <source>{hours}시간</source>
        <translation>{hours}小时</translation>
    </message>
    <message id="clock.both">
        <source>{hours}시간 {minutes}분</source>
        <translation>{hours}小时{minutes}分钟</translation>
    </message>
    <message id="date.day">
        <source>{month}월 {day}일</source>
        <translation>{month}月{day}日</translation>
    </message>
    <message id="date.day-year">
        <source>{year}년 {month}월 {day}일</source>
        <translation>{year}年{month}月{day}日</translation>
    </message>
    <message id="date.month.1">
        <source>1</source>
        <translation>1</translation>
    </message>
    <message id="date.month.2">
        <source>2</source>
        <translation>2</translation>
    </message>
    <message id="date.month.3">
        <source>3</source>
        <translation>3</translation>
    </message>
    <message id="date.month.4">
        <source>4</source>
        <translation>4</translation>
    </message>
    <message id="date.month.5">
        <source>5</source>
        <translation>5</translation>
    </message>
    <message id="date.month.6">
        <source>6</source>
        <translation>6</translation>
    </message>
    <message id="date.month.7">
        <source>7</source>
        <translation>7</translation>
    </message>
    <message id="date.month.8">
        <source>8</source>
        <translation>8</translation>
    </message>
    <message id="date.month.9">
        <source>9</source>
        <translation>9</translation>
    </message>
    <message id="date.month.10">
        <source>10</source>
        <translation>10</translation>
    </message>
    <message id="date.month.11">
        <source>11</source>
        <translation>11</translation>
    </message>
    <message id="date.month.12">
        <source>12</source>
        <translation>12</translation>
    </message>
    <message id="amount.coins">
        <source>{count:,}{unit}</source>
        <translation>{count:,}{unit}</translation>
    </message>
    <message id="amount.won">
        <source>({won:,}원)</source>
        <translation>({won:,}韩元)</translation>
    </message>
    <message id="amount.won-alone">
        <source>{won:,}원</source>
        <translation>{won:,}韩元</translation>
    </message>
    <message id="amount.rest">
        <source>은행 카드로 {won:,}원</source>
        <translation>银行卡付{won:,}韩元</translation>
    </message>
    <message id="amount.rest-short">
        <source>카드로 {won:,}원</source>
        <translation>刷卡{won:,}韩元</translation>
    </message>
    <message id="amount.rest-least">
        <source>+{won:,}원</source>
        <translation>+{won:,}韩元</translation>
    </message>
    <message id="amount.least">
        <source>{amount}부터</source>
        <translation>{amount}起</translation>
    </message>
    <message id="page.previous">
        <source>앞 쪽</source>
        <translation>上一页</translation>
    </message>
    <message id="page.next">
        <source>다음 쪽</source>
        <translation>下一页</translation>
    </message>
    <message id="step.code">
        <source>QR 보이기</source>
        <translation>出示二维码</translation>
    </message>
    <message id="step.confirm">
        <source>확인</source>
        <translation>确认</translation>
    </message>
    <message id="step.ticket">
        <source>표 받기</source>
        <translation>取票</translation>
    </message>
    <message id="step.gate">
        <source>지나가기</source>
        <translation>通过</translation>
    </message>
    <message id="step.done">
        <source>마침</source>
        <translation>完成</translation>
    </message>
    <message id="step.finding">
        <source>찾기</source>
        <translation>查找</translation>
    </message>
    <message id="step.tender">
        <source>카드로 내기</source>
        <translation>银行卡</translation>
    </message>
    <message id="start.title">
        <source>무엇을 하실까요?</source>
        <translation>您需要什么？</translation>
    </message>
    <message id="start.guide">
        <source>화면에서 고르시거나
휴대폰이나 카드를 보여 주세요</source>
        <translation>请选择，或者
出示手机或卡片</translation>
    </message>
    <message id="start.title-code">
        <source>QR을 읽었습니다
무엇을 하실까요?</source>
        <translation>二维码已读取
您需要什么？</translation>
    </message>
    <message id="news.begin">
        <source>시작하기</source>
        <translation>开始</translation>
    </message>
    <message id="news.pause">
        <source>멈춤</source>
        <translation>暂停</translation>
    </message>
    <message id="news.go-on">
        <source>계속</source>
        <translation>继续</translation>
    </message>
    <message id="news.next">
        <source>다음</source>
        <translation>下一条</translation>
    </message>
    <message id="news.number">
        <source>{number} / {count}</source>
        <translation>{number} / {count}</translation>
    </message>
    <message id="chosen.label">
        <source>고르신 것</source>
        <translation>您选择的</translation>
    </message>
    <message id="code.title">
        <source>휴대폰이나 카드를
화면 밑에 보여 주세요</source>
        <translation>请在屏幕下方
出示手机或卡片</translation>
    </message>
    <message id="code.title-read">
        <source>몇 장 드릴까요?</source>
        <translation>您要几张？</translation>
    </message>
    <message id="code.title-read-one">
        <source>이대로 할까요?</source>
        <translation>就这样可以吗？</translation>
    </message>
    <message id="code.title-sender">
        <source>보내는 분의 QR을
보여 주세요</source>
        <oldsource>보내는 분의 휴대폰이나
카드를 보여 주세요</oldsource>
        <translation>请转出人
出示二维码</translation>
    </message>
    <message id="code.title-sender-read">
        <source>보내는 분 QR을
읽었습니다</source>
        <oldsource>QR을 읽었습니다</oldsource>
        <translation>已读取
转出人的二维码</translation>
    </message>
    <message id="code.hint-receiver">
        <source>보내는 분은
나중에 보여 주세요</source>
        <translation>转出人
稍后再出示</translation>
    </message>
    <message id="code.sender-known">
        <source>보내는 분은
끝자리 {tail}</source>
        <oldsource>끝자리 {tail} 분이
보냅니다</oldsource>
        <translation>转出人
尾号{tail}</translation>
    </message>
    <message id="code.guide">
        <source>이렇게 보이면 됩니다</source>
        <translation>像这样出示</translation>
    </message>
    <message id="code.guide-read">
        <source>QR을 읽었습니다</source>
        <translation>二维码已读取</translation>
    </message>
    <message id="code.hint">
        <source>한 뼘쯤 떼어 주세요</source>
        <translation>约20厘米远</translation>
    </message>
    <message id="code.hint-read">
        <source>다시 보여 주지 않으셔도 됩니다</source>
        <translation>不用再出示</translation>
    </message>
    <message id="code.preview">
        <source>카메라 화면</source>
        <translation>摄像头画面</translation>
    </message>
    <message id="code.number">
        <source>몇 장</source>
        <translation>数量</translation>
    </message>
    <message id="code.quantity">
        <source>{quantity}{unit}</source>
        <translation>{quantity}{unit}</translation>
    </message>
    <message id="code.whole">
        <source>{name} {amount}</source>
        <translation>{name} {amount}</translation>
    </message>
    <message id="code.usual">
        <source>원래 {amount}</source>
        <translation>原价{amount}</translation>
    </message>
    <message id="code.on-top">
        <source>더 드림 최대 {amount}</source>
        <translation>最多另送{amount}</translation>
    </message>
    <message id="code.fewer">
        <source>한 장 적게</source>
        <translation>减少一张</translation>
    </message>
    <message id="code.more">
        <source>한 장 많게</source>
        <translation>增加一张</translation>
    </message>
    <message id="code.offer">
        <source>휴대폰으로
이 QR 찍기</source>
        <translation>或用手机
扫这个码</translation>
    </message>
    <message id="code.preview-offer">
        <source>내 QR 보이기</source>
        <translation>出示我的码</translation>
    </message>
    <message id="code.next">
        <source>다음</source>
        <translation>下一步</translation>
    </message>
    <message id="pin.step">
        <source>비밀번호</source>
        <translation>密码</translation>
    </message>
    <message id="pin.title">
        <source>비밀번호를 누르세요</source>
        <translation>请输入密码</translation>
    </message>
    <message id="pin.message">
        <source>정하신 숫자 4개</source>
        <translation>您设定的4位数字</translation>
    </message>
    <message id="pin.hint">
        <source>잊으셨으면 직원을 부르세요.</source>
        <translation>忘记了请叫工作人员。</translation>
    </message>
    <message id="pin.hint-carer">
        <source>도와주시는 분의 QR도 됩니다.</source>
        <translation>也可以用帮助您的人的二维码。</translation>
    </message>
    <message id="pin.wrong">
        <source>틀렸습니다. {left}번 남았습니다.</source>
        <translation>密码不对。还可以试{left}次。</translation>
    </message>
    <message id="pin.wrong-last">
        <source>한 번 더 틀리면 잠깁니다.</source>
        <translation>密码不对。再错一次就会锁住。</translation>
    </message>
    <message id="pin.next">
        <source>다음</source>
        <translation>下一步</translation>
    </message>
    <message id="pin.title-badge">
        <source>직원 비밀번호</source>
        <translation>工作人员密码</translation>
    </message>
    <message id="pin.message-badge">
        <source>정하신 숫자 6개</source>
        <translation>您设定的6位数字</translation>
    </message>
    <message id="pin.hint-badge">
        <source>잊으셨으면 다른 직원을 부르세요.</source>
        <translation>忘记了请叫其他工作人员。</translation>
    </message>
    <message id="pin.title-new">
        <source>새 비밀번호를
눌러 주세요</source>
        <translation>请输入
新密码</translation>
    </message>
    <message id="pin.title-new-again">
        <source>한 번 더
눌러 주세요</source>
        <translation>请再输入
一次</translation>
    </message>
    <message id="pin.message-new">
        <source>카드 주인이 직접 누르는 숫자 4개</source>
        <translation>由持卡人自己输入4位数字</translation>
    </message>
    <message id="pin.message-new-badge">
        <source>직원증 주인이 직접 누르는 숫자 6개</source>
        <translation>由工作证本人输入6位数字</translation>
    </message>
    <message id="pin.differ">
        <source>두 번이 서로 달랐습니다. 처음부터 눌러 주세요.</source>
        <translation>两次不一样。请重新输入。</translation>
    </message>
    <message id="choose.since">
        <source>{clock}</source>
        <translation>{clock}</translation>
    </message>
    <message id="keypad.erase">
        <source>지우기</source>
        <translation>删除</translation>
    </message>
    <message id="keypad.next">
        <source>다음</source>
        <translation>下一步</translation>
    </message>
    <message id="keypad.most">
        <source>{most}까지 됩니다</source>
        <translation>最多{most}</translation>
    </message>
    <message id="keypad.entered-none">
        <source>아직 누르지 않으셨습니다</source>
        <translation>还没有输入</translation>
    </message>
    <message id="keypad.entered-some">
        <source>{of}자리 가운데 {count}자리를 누르셨습니다</source>
        <translation>{of}位中已输入{count}位</translation>
    </message>
    <message id="keypad.entered-all">
        <source>{of}자리를 다 누르셨습니다</source>
        <translation>{of}位已全部输入</translation>
    </message>
    <message id="card.title">
        <source>카드를 화면 밑에 보여 주세요</source>
        <translation>请在屏幕下方
出示卡片</translation>
    </message>
    <message id="card.guide">
        <source>QR이 기계 쪽을
보게 해 주세요</source>
        <translation>二维码请
朝向机器</translation>
    </message>
    <message id="card.hint">
        <source>한 뼘쯤 떼어 주세요</source>
        <translation>约20厘米远</translation>
    </message>
    <message id="readers.lost">
        <source>QR 읽는 기계를
다시 잇고 있습니다</source>
        <translation>正在重新连接
读码器</translation>
    </message>
    <message id="readers.lost-hint">
        <source>오래 걸리면 직원을 부르세요</source>
        <translation>时间久了请叫工作人员</translation>
    </message>
    <message id="readers.no-camera">
        <source>QR이 불빛을
보게 해 주세요</source>
        <translation>让二维码
对着亮光</translation>
    </message>
    <message id="readers.no-camera-title">
        <source>휴대폰이나 카드를
읽는 곳에 대 주세요</source>
        <translation>请将手机或卡片
对准读码处</translation>
    </message>
    <message id="readers.no-camera-title-card">
        <source>카드를 읽는 곳에 대 주세요</source>
        <translation>请将卡片
对准读码处</translation>
    </message>
    <message id="tip.farther">
        <source>기계에서
조금 멀리</source>
        <translation>离机器
远一点</translation>
    </message>
    <message id="tip.nearer">
        <source>기계에
조금 가까이</source>
        <translation>离机器
近一点</translation>
    </message>
    <message id="tip.brighter">
        <source>휴대폰을
더 밝게</source>
        <translation>请把手机
屏幕调亮</translation>
    </message>
    <message id="tip.brighter-hint">
        <source>카드는 밝은 쪽으로</source>
        <translation>卡片请朝亮处</translation>
    </message>
    <message id="tip.brighter-card">
        <source>그림자를
피해 주세요</source>
        <translation>请避开
阴影</translation>
    </message>
    <message id="tip.steady">
        <source>가만히
들고 계세요</source>
        <translation>请拿稳
不要动</translation>
    </message>
    <message id="carer.title">
        <source>도와주시는 분의
QR을 보여 주세요</source>
        <translation>请帮助您的人
出示二维码</translation>
    </message>
    <message id="carer.hint-blocked">
        <source>비밀번호가
잠긴 카드입니다</source>
        <translation>卡片的密码
已锁住</translation>
    </message>
    <message id="carer.hint-not-set">
        <source>비밀번호가
없는 카드입니다</source>
        <translation>卡片还没有
设密码</translation>
    </message>
    <message id="set-clock.title">
        <source>지금 시각을 누르세요</source>
        <translation>请输入现在的时间</translation>
    </message>
    <message id="set-clock.message">
        <source>시계나 휴대폰을 보고 눌러 주세요</source>
        <translation>请看钟表或手机输入</translation>
    </message>
    <message id="set-clock.hint">
        <source>오후 2시는 14시입니다.</source>
        <translation>下午2点是14点。</translation>
    </message>
    <message id="set-clock.labels">
        <source>년 월 일 시 분</source>
        <translation>年 月 日 时 分</translation>
    </message>
    <message id="set-clock.set">
        <source>맞추기</source>
        <translation>设定</translation>
    </message>
    <message id="count.label">
        <source>지금까지</source>
        <translation>到现在</translation>
    </message>
    <message id="count.done">
        <source>다 했어요</source>
        <translation>放完了</translation>
    </message>
    <message id="count.hint">
        <source>다 넣으셨으면 눌러 주세요</source>
        <translation>放完后请按按钮</translation>
    </message>
    <message id="tender.title">
        <source>은행 카드를 넣어 주세요</source>
        <translation>请插入银行卡</translation>
    </message>
    <message id="tender.title-giving-up">
        <source>잠시만 기다려 주세요</source>
        <translation>请稍等</translation>
    </message>
    <message id="tender.card">
        <source>카드 기계로 내실 돈</source>
        <translation>在刷卡机上付</translation>
    </message>
    <message id="tender.bank">
        <source>은행에 묻고 있습니다.
카드를 빼지 마세요.</source>
        <translation>正在问银行。
请不要拔卡。</translation>
    </message>
    <message id="tender.giving-up">
        <source>은행 카드로 내지
않고 돌아갑니다</source>
        <translation>不用银行卡，
正在返回</translation>
    </message>
    <message id="tell.title">
        <source>남은 코인입니다</source>
        <translation>您的币</translation>
    </message>
    <message id="tell.title-moves">
        <source>쓰고 받은 코인</source>
        <translation>用的和收到的币</translation>
    </message>
    <message id="tell.label">
        <source>남은 코인</source>
        <translation>剩下的币</translation>
    </message>
    <message id="tell.label-all">
        <source>모두 더해서</source>
        <translation>一共</translation>
    </message>
    <message id="tell.here">
        <source>여기서 쓸 수 있음</source>
        <translation>这里能用</translation>
    </message>
    <message id="tell.came">
        <source>{amount} 들어옴</source>
        <translation>收到{amount}</translation>
    </message>
    <message id="tell.went">
        <source>{amount} 나감</source>
        <translation>用了{amount}</translation>
    </message>
    <message id="tell.none">
        <source>아직 쓰거나 받은 것이 없습니다</source>
        <translation>还没有用过或收到过</translation>
    </message>
    <message id="tell.kind.spend">
        <source>쓴 코인</source>
        <translation>用掉的币</translation>
    </message>
    <message id="tell.kind.earn">
        <source>받은 코인</source>
        <translation>收到的币</translation>
    </message>
    <message id="tell.kind.donate">
        <source>기부</source>
        <translation>捐赠</translation>
    </message>
    <message id="tell.kind.reverse">
        <source>돌려받음</source>
        <translation>退回</translation>
    </message>
    <message id="tell.kind.transfer">
        <source>보내거나 받음</source>
        <translation>转出或收到</translation>
    </message>
    <message id="tell.kind.top_up">
        <source>채운 코인</source>
        <translation>充的币</translation>
    </message>
    <message id="tell.kind.convert">
        <source>바꾼 코인</source>
        <translation>换的币</translation>
    </message>
    <message id="tell.kind.other">
        <source>그 밖</source>
        <translation>其他</translation>
    </message>
    <message id="told.badge-blocked">
        <source>비밀번호가 잠긴 직원증입니다</source>
        <translation>这个工作证的密码已锁住</translation>
    </message>
    <message id="told.badge-not-set">
        <source>아직 비밀번호가 없는 직원증입니다</source>
        <translation>这个工作证还没有密码</translation>
    </message>
    <message id="told.badge-not-now">
        <source>지금은 직원증을 알아볼 수 없습니다</source>
        <translation>现在无法确认工作证</translation>
    </message>
    <message id="told.not-a-badge">
        <source>직원증이 아닙니다</source>
        <translation>这不是工作证</translation>
    </message>
    <message id="told.amount-zero">
        <source>금액을 먼저 눌러 주세요</source>
        <translation>请先按金额</translation>
    </message>
    <message id="told.amount-zero-short">
        <source>금액을 눌러 주세요</source>
        <translation>请按金额</translation>
    </message>
    <message id="told.amount-too-large">
        <source>그렇게 큰 금액은 안 됩니다</source>
        <translation>金额太大了</translation>
    </message>
    <message id="told.amount-too-large-short">
        <source>금액이 너무 큽니다</source>
        <translation>金额太大</translation>
    </message>
    <message id="told.nothing-counted">
        <source>아직 넣은 것이 없습니다</source>
        <translation>还没有放东西</translation>
    </message>
    <message id="told.nothing-counted-short">
        <source>아직 없습니다</source>
        <translation>还没有</translation>
    </message>
    <message id="told.count-lost">
        <source>나가면 센 것이 없어집니다.
그래도 나가려면 한 번 더 누르세요.</source>
        <translation>离开后数的会没有。
还要离开请再按一次。</translation>
    </message>
    <message id="told.count-lost-short">
        <source>나가려면 한 번 더</source>
        <translation>再按一次离开</translation>
    </message>
    <message id="told.cash-back">
        <source>내신 현금은 직원이 돌려드립니다</source>
        <translation>工作人员会退还您的现金</translation>
    </message>
    <message id="told.cash-back-short">
        <source>현금은 직원에게</source>
        <translation>现金请找工作人员</translation>
    </message>
    <message id="told.cash-left">
        <source>현금을 먼저 돌려받으세요.
그래도 나가려면 한 번 더 누르세요.</source>
        <translation>请先取回现金。
还要离开请再按一次。</translation>
    </message>
    <message id="told.cash-left-short">
        <source>나가려면 한 번 더</source>
        <translation>再按一次离开</translation>
    </message>
    <message id="told.counter-away">
        <source>세는 기계가 멈췄습니다. 직원을 부르세요.</source>
        <translation>数数的机器停了。请叫工作人员。</translation>
    </message>
    <message id="told.counter-away-short">
        <source>세는 기계가 멈춤</source>
        <translation>机器停了</translation>
    </message>
    <message id="told.badge-cant-receive">
        <source>직원증으로는 받을 수 없습니다</source>
        <translation>工作证不能收款</translation>
    </message>
    <message id="told.badge-cant-receive-short">
        <source>받는 분 QR을 보여 주세요</source>
        <oldsource>직원증은 안 됩니다</oldsource>
        <translation>请出示收款人的</translation>
    </message>
    <message id="told.own-code-shown">
        <source>보내는 분의 QR입니다. 받는 분 것을 보여 주세요.</source>
        <translation>这是转出人的二维码，请出示收款人的。</translation>
    </message>
    <message id="told.own-code-shown-short">
        <source>받는 분 QR을 보여 주세요</source>
        <oldsource>보내는 분의 QR입니다</oldsource>
        <translation>请出示收款人的</translation>
    </message>
    <message id="told.carers-code">
        <source>카드를 돕는 분은 받을 수 없습니다. 받는 분 것을 보여 주세요.</source>
        <translation>帮忙用卡的人不能收款，请出示收款人的。</translation>
    </message>
    <message id="told.carers-code-short">
        <source>받는 분 QR을 보여 주세요</source>
        <oldsource>돕는 분은 못 받습니다</oldsource>
        <translation>请出示收款人的</translation>
    </message>
    <message id="told.receivers-code">
        <source>받는 분의 QR입니다. 보내는 분 것을 보여 주세요.</source>
        <translation>这是收款人的二维码，请出示转出人的。</translation>
    </message>
    <message id="told.receivers-code-short">
        <source>보내는 분 QR을 보여 주세요</source>
        <oldsource>받는 분의 QR입니다</oldsource>
        <translation>请出示转出人的</translation>
    </message>
    <message id="told.leftover-declined">
        <source>지금은 기부할 수 없습니다. 코인은 그대로입니다.</source>
        <translation>现在不能捐赠。币没有变。</translation>
    </message>
    <message id="told.leftover-declined-short">
        <source>지금은 안 됩니다</source>
        <translation>现在不行</translation>
    </message>
    <message id="wait.title">
        <source>잠시만 기다려 주세요</source>
        <translation>请稍等</translation>
    </message>
    <message id="wait.checking">
        <source>확인하고 있습니다</source>
        <translation>正在确认</translation>
    </message>
    <message id="wait.finding">
        <source>찾고 있습니다</source>
        <translation>正在查找</translation>
    </message>
    <message id="wait.opening">
        <source>문을 열고 있습니다</source>
        <translation>正在开门</translation>
    </message>
    <message id="wait.printing-free">
        <source>표를 뽑고 있습니다</source>
        <translation>正在打印票</translation>
    </message>
    <message id="wait.recording">
        <source>적고 있습니다</source>
        <translation>正在记录</translation>
    </message>
    <message id="wait.printing">
        <source>코인을 썼습니다
표를 뽑고 있습니다</source>
        <translation>币已使用
正在打印票</translation>
    </message>
    <message id="wait.printing-again">
        <source>표를 다시 뽑고 있습니다</source>
        <translation>正在重新打印票</translation>
    </message>
    <message id="wait.printing-transfer">
        <source>코인을 보냈습니다
영수증을 뽑고 있습니다</source>
        <oldsource>코인을 보냈습니다
표를 뽑고 있습니다</oldsource>
        <translation>币已转出
正在打印收据</translation>
    </message>
    <message id="wait.printing-top_up">
        <source>충전했습니다
영수증을 뽑고 있습니다</source>
        <oldsource>충전했습니다
표를 뽑고 있습니다</oldsource>
        <translation>充值完成
正在打印收据</translation>
    </message>
    <message id="wait.printing-convert">
        <source>코인으로 바꿨습니다
영수증을 뽑고 있습니다</source>
        <oldsource>코인으로 바꿨습니다
표를 뽑고 있습니다</oldsource>
        <translation>已换成币
正在打印收据</translation>
    </message>
    <message id="confirm.title">
        <source>이대로 할까요?</source>
        <translation>这样可以吗？</translation>
    </message>
    <message id="confirm.title-earn">
        <source>이대로 받을까요?</source>
        <translation>这样收下吗？</translation>
    </message>
    <message id="confirm.title-donate">
        <source>이대로 기부할까요?</source>
        <translation>这样捐赠吗？</translation>
    </message>
    <message id="confirm.title-reverse">
        <source>표를 돌려주고
코인을 받을까요?</source>
        <translation>退票，换回币吗？</translation>
    </message>
    <message id="confirm.title-transfer">
        <source>이대로 보낼까요?</source>
        <translation>这样转出吗？</translation>
    </message>
    <message id="confirm.title-top_up">
        <source>이대로 충전할까요?</source>
        <translation>这样充值吗？</translation>
    </message>
    <message id="confirm.title-convert">
        <source>이대로 바꿀까요?</source>
        <translation>这样兑换吗？</translation>
    </message>
    <message id="confirm.gift">
        <source>{name}에 기부</source>
        <translation>捐给{name}</translation>
    </message>
    <message id="confirm.from">
        <source>보내는 분</source>
        <translation>转出人</translation>
    </message>
    <message id="confirm.to">
        <source>받는 분</source>
        <translation>收款人</translation>
    </message>
    <message id="confirm.tail">
        <source>끝자리 {tail}</source>
        <translation>尾号{tail}</translation>
    </message>
    <message id="confirm.between">
        <source>{item}, 보내는 분 끝자리 {sender}, 받는 분 끝자리 {receiver}</source>
        <oldsource>보내는 분 끝자리 {sender}, 받는 분 끝자리 {receiver}</oldsource>
        <translation>{item}，转出人尾号{sender}，收款人尾号{receiver}</translation>
    </message>
    <message id="confirm.to-whom">
        <source>받는 분 끝자리 {tail}</source>
        <translation>收款人尾号 {tail}</translation>
    </message>
    <message id="confirm.give">
        <source>기부할 코인</source>
        <translation>捐的币</translation>
    </message>
    <message id="confirm.earn">
        <source>받을 코인</source>
        <translation>收到的币</translation>
    </message>
    <message id="confirm.send">
        <source>보낼 코인</source>
        <translation>转出的币</translation>
    </message>
    <message id="confirm.top_up">
        <source>충전할 코인</source>
        <translation>充值的币</translation>
    </message>
    <message id="confirm.convert">
        <source>받을 코인</source>
        <translation>收到的币</translation>
    </message>
    <message id="confirm.pay-card">
        <source>카드로 낼 돈</source>
        <oldsource>은행 카드로 낼 돈</oldsource>
        <translation>用银行卡</translation>
    </message>
    <message id="confirm.pay-cash">
        <source>현금으로 낸 돈</source>
        <oldsource>현금으로</oldsource>
        <translation>用现金</translation>
    </message>
    <message id="confirm.bonus">
        <source>더 드림</source>
        <translation>另送</translation>
    </message>
    <message id="confirm.comes">
        <source>들어올 코인</source>
        <translation>将到账</translation>
    </message>
    <message id="confirm.back">
        <source>돌아올 코인</source>
        <translation>退回的币</translation>
    </message>
    <message id="confirm.whole">
        <source>모두</source>
        <translation>一共</translation>
    </message>
    <message id="confirm.in-coins">
        <source>코인으로</source>
        <translation>用币</translation>
    </message>
    <message id="confirm.rest-card">
        <source>은행 카드로</source>
        <translation>用银行卡</translation>
    </message>
    <message id="confirm.rest-desk">
        <source>데스크에 더 낼 돈</source>
        <translation>到服务台付</translation>
    </message>
    <message id="confirm.coming">
        <source>곧 들어올 코인</source>
        <translation>即将到账的币</translation>
    </message>
    <message id="confirm.back-later">
        <source>나중에 들어올 돈</source>
        <translation>以后到账</translation>
    </message>
    <message id="confirm.visits">
        <source>남는 횟수</source>
        <translation>剩下次数</translation>
    </message>
    <message id="confirm.readback-facts">
        <source>{facts}. {readback}</source>
        <translation>{facts}。{readback}</translation>
    </message>
    <message id="confirm.readback-earn">
        <source>{item}. 받을 코인 {coins}. 맞습니까?</source>
        <translation>{item}。收到{coins}。对吗？</translation>
    </message>
    <message id="confirm.readback-reverse">
        <source>{item}, 돌려주기. 돌아올 코인 {coins}. 맞습니까?</source>
        <translation>退{item}。退回{coins}。对吗？</translation>
    </message>
    <message id="confirm.readback-top_up">
        <source>{coins} 충전. 맞습니까?</source>
        <translation>充值{coins}。对吗？</translation>
    </message>
    <message id="confirm.readback-convert">
        <source>{item}. 받을 코인 {coins}. 맞습니까?</source>
        <translation>{item}。收到{coins}。对吗？</translation>
    </message>
    <message id="confirm.readback-free">
        <source>{item}. 코인은 쓰지 않습니다. 맞습니까?</source>
        <translation>{item}。不用币。对吗？</translation>
    </message>
    <message id="confirm.note-gate">
        <source>‘맞습니다’를 누르면
문이 열립니다.</source>
        <translation>按“是的”，
门就打开。</translation>
    </message>
    <message id="confirm.note-card">
        <source>다음에 은행 카드로
나머지를 냅니다.</source>
        <translation>接下来用银行卡
付剩下的。</translation>
    </message>
    <message id="confirm.note-screen">
        <source>‘맞습니다’를 누르면
바로 됩니다.</source>
        <translation>按“是的”，
就好了。</translation>
    </message>
    <message id="confirm.note-earn">
        <source>‘맞습니다’를 누르면
코인을 받습니다.</source>
        <translation>按“是的”，
就收到币。</translation>
    </message>
    <message id="confirm.note-donate">
        <source>‘맞습니다’를 누르면
기부합니다.</source>
        <translation>按“是的”，
就捐赠。</translation>
    </message>
    <message id="confirm.note-reverse">
        <source>‘맞습니다’를 누르면
이 표는 못 씁니다.</source>
        <translation>按“是的”后
此票不能用。</translation>
    </message>
    <message id="confirm.note-transfer">
        <source>‘맞습니다’를 누르면
코인을 보냅니다.</source>
        <translation>按“是的”，
就会转出。</translation>
    </message>
    <message id="confirm.note-top_up-card">
        <source>‘맞습니다’를 누르고
은행 카드로 냅니다.</source>
        <translation>请按“是的”，
再用银行卡付款。</translation>
    </message>
    <message id="confirm.note-top_up-cash">
        <source>그만두시면 직원이
돈을 돌려드립니다.</source>
        <translation>如果取消，工作人员
会退还现金。</translation>
    </message>
    <message id="confirm.note-convert">
        <source>‘맞습니다’를 누르면
포인트를 바꿉니다.</source>
        <translation>按“是的”，
就会兑换积分。</translation>
    </message>
    <message id="confirm.note-collect">
        <source>코인은 쓰지 않습니다.</source>
        <translation>不用币。</translation>
    </message>
    <message id="confirm.item">
        <source>{name} {quantity}{unit}</source>
        <translation>{name} {quantity}{unit}</translation>
    </message>
    <message id="confirm.now">
        <source>지금</source>
        <translation>现有</translation>
    </message>
    <message id="confirm.now-offline">
        <source>쓸 수 있음</source>
        <translation>可以使用</translation>
    </message>
    <message id="confirm.use">
        <source>쓰는 코인</source>
        <translation>本次使用</translation>
    </message>
    <message id="confirm.none">
        <source>없음</source>
        <translation>无</translation>
    </message>
    <message id="confirm.left">
        <source>남는 코인</source>
        <translation>剩余</translation>
    </message>
    <message id="confirm.left-offline">
        <source>여기 남음</source>
        <translation>这里剩余</translation>
    </message>
    <message id="confirm.left-transfer">
        <source>더 보낼 수 있음</source>
        <translation>还可以转</translation>
    </message>
    <message id="confirm.readback-transfer">
        <source>{item}, {coins}. 더 보낼 수 있는 코인 {left}. 맞습니까?</source>
        <translation>{item}，{coins}。还可以转{left}。对吗？</translation>
    </message>
    <message id="confirm.readback-won-transfer">
        <source>{item}, {coins} {won}. 더 보낼 수 있는 코인 {left}. 맞습니까?</source>
        <translation>{item}，{coins}{won}。还可以转{left}。对吗？</translation>
    </message>
    <message id="confirm.readback">
        <source>{item}, {coins}. 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}，{coins}。剩余{left}。这样可以吗？</translation>
    </message>
    <message id="confirm.readback-won">
        <source>{item}, {coins} {won}. 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}，{coins}{won}。剩余{left}。这样可以吗？</translation>
    </message>
    <message id="confirm.readback-offline">
        <source>{item}, {coins}. 여기 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}，{coins}。这里剩余{left}。这样可以吗？</translation>
    </message>
    <message id="confirm.readback-won-offline">
        <source>{item}, {coins} {won}. 여기 남는 코인 {left}. 맞습니까?</source>
        <translation>{item}，{coins}{won}。这里剩余{left}。这样可以吗？</translation>
    </message>
    <message id="confirm.note">
        <source>‘맞습니다’를 누르면
표가 나옵니다.</source>
        <translation>按“是的”，
票就会出来。</translation>
    </message>
    <message id="confirm.note-offline">
        <source>연결이 끊겨 여기서는
이만큼만 쓸 수 있습니다.</source>
        <translation>网络断了，在这里
只能用这么多。</translation>
    </message>
    <message id="confirm.agree">
        <source>맞습니다</source>
        <translation>是的</translation>
    </message>
    <message id="confirm.title-collect">
        <source>물건을 받으셨나요?</source>
        <translation>拿到货了吗？</translation>
    </message>
    <message id="note.plate">
        <source>차 번호</source>
        <translation>车牌号</translation>
    </message>
    <message id="note.entered">
        <source>들어온 때</source>
        <translation>进场</translation>
    </message>
    <message id="note.stay">
        <source>머문 시간</source>
        <translation>停了</translation>
    </message>
    <message id="note.fee">
        <source>모두 내실 돈</source>
        <translation>一共要付</translation>
    </message>
    <message id="note.discount">
        <source>깎아 드림</source>
        <translation>优惠</translation>
    </message>
    <message id="note.list-price">
        <source>원래 값</source>
        <translation>原价</translation>
    </message>
    <message id="note.paid-before">
        <source>먼저 내신 돈</source>
        <translation>已经付了</translation>
    </message>
    <message id="note.reward">
        <source>돌려받을 돈</source>
        <translation>返还</translation>
    </message>
    <message id="note.reward-at-most">
        <source>돌려받을 돈</source>
        <translation>返还</translation>
    </message>
    <message id="note.rest-card">
        <source>카드로 낼 돈</source>
        <translation>银行卡付</translation>
    </message>
    <message id="note.rest-desk">
        <source>데스크에 낼 돈</source>
        <translation>到服务台付</translation>
    </message>
    <message id="note.slot">
        <source>시간</source>
        <translation>时间</translation>
    </message>
    <message id="note.seat">
        <source>자리</source>
        <translation>座位</translation>
    </message>
    <message id="note.waiting">
        <source>기다리는 순서</source>
        <translation>排队顺序</translation>
    </message>
    <message id="note.visits-left">
        <source>남는 횟수</source>
        <translation>剩下次数</translation>
    </message>
    <message id="note.valid-until">
        <source>쓸 수 있는 날</source>
        <translation>有效期</translation>
    </message>
    <message id="note.recipient">
        <source>받는 곳</source>
        <translation>捐给</translation>
    </message>
    <message id="note.field">
        <source>하신 일</source>
        <translation>做的事</translation>
    </message>
    <message id="note.order-number">
        <source>주문 번호</source>
        <translation>订单号</translation>
    </message>
    <message id="note.cancel-until">
        <source>돌려주기</source>
        <translation>可退票</translation>
    </message>
    <message id="note.leave-by">
        <source>나가실 시간</source>
        <translation>离开时间</translation>
    </message>
    <message id="note.earned">
        <source>받을 코인</source>
        <translation>收到的币</translation>
    </message>
    <message id="note.not-counted">
        <source>못 받는 것</source>
        <translation>不算的</translation>
    </message>
    <message id="note.free-ticket">
        <source>무료 표</source>
        <translation>免费票</translation>
    </message>
    <message id="note.parcels">
        <source>상자</source>
        <translation>箱子</translation>
    </message>
    <message id="note.shelf">
        <source>놓인 곳</source>
        <translation>放的地方</translation>
    </message>
    <message id="note.points">
        <source>쓰는 포인트</source>
        <translation>使用的积分</translation>
    </message>
    <message id="note.at-most">
        <source>최대 {amount}</source>
        <translation>最多{amount}</translation>
    </message>
    <message id="note.until.valid-until">
        <source>{moment}까지</source>
        <translation>到{moment}</translation>
    </message>
    <message id="note.until.cancel-until">
        <source>{moment}까지</source>
        <translation>{moment}前</translation>
    </message>
    <message id="note.until.leave-by">
        <source>{moment}까지</source>
        <translation>{moment}前</translation>
    </message>
    <message id="note.counted.visits-left">
        <source>{number}번</source>
        <translation>{number}次</translation>
    </message>
    <message id="note.counted.not-counted">
        <source>{number}개</source>
        <translation>{number}个</translation>
    </message>
    <message id="note.counted.waiting">
        <source>{number}번째</source>
        <translation>第{number}位</translation>
    </message>
    <message id="note.counted.parcels">
        <source>{number}개</source>
        <translation>{number}个</translation>
    </message>
    <message id="note.counted.points">
        <source>{number:,}점</source>
        <translation>{number:,}分</translation>
    </message>
    <message id="thanks.title">
        <source>표가 나왔습니다</source>
        <translation>票出来了</translation>
    </message>
    <message id="thanks.title-gate">
        <source>문이 열렸습니다</source>
        <translation>门开了</translation>
    </message>
    <message id="thanks.title-screen">
        <source>다 됐습니다</source>
        <translation>好了</translation>
    </message>
    <message id="thanks.title-earn">
        <source>코인을 받으셨습니다</source>
        <translation>您收到了币</translation>
    </message>
    <message id="thanks.title-donate">
        <source>기부하셨습니다</source>
        <translation>您捐赠了</translation>
    </message>
    <message id="thanks.title-reverse">
        <source>코인이 돌아옵니다</source>
        <translation>币会退回</translation>
    </message>
    <message id="thanks.title-transfer">
        <source>코인을 보냈습니다</source>
        <translation>币已转出</translation>
    </message>
    <message id="thanks.title-top_up">
        <source>충전했습니다</source>
        <translation>充值完成</translation>
    </message>
    <message id="thanks.title-convert">
        <source>코인으로 바꿨습니다</source>
        <translation>已换成币</translation>
    </message>
    <message id="thanks.title-collect">
        <source>물건을 받으셨습니다</source>
        <translation>货已领取</translation>
    </message>
    <message id="thanks.message">
        <source>고맙습니다</source>
        <translation>谢谢</translation>
    </message>
    <message id="thanks.where">
        <source>오른쪽 아래에서 가져가세요</source>
        <translation>请在右下方
取票</translation>
    </message>
    <message id="thanks.where-gate">
        <source>천천히 지나가세요</source>
        <translation>请慢慢通过</translation>
    </message>
    <message id="thanks.where-leave-by">
        <source>{until} 나가세요</source>
        <translation>请{until}离开</translation>
    </message>
    <message id="thanks.where-screen">
        <source>더 하실 것이 없습니다</source>
        <translation>没有别的事了</translation>
    </message>
    <message id="thanks.where-earn">
        <source>곧 쓰실 수 있습니다</source>
        <translation>很快就能用</translation>
    </message>
    <message id="thanks.where-donate">
        <source>좋은 일에 쓰겠습니다</source>
        <translation>会用在好事上</translation>
    </message>
    <message id="thanks.where-reverse">
        <source>그 표는 이제 못 씁니다</source>
        <translation>那张票不能再用</translation>
    </message>
    <message id="thanks.where-transfer">
        <source>두 장을 꺼내
한 장은 받는 분께</source>
        <oldsource>오른쪽 아래 두 장 중
하나는 받는 분께 드리세요</oldsource>
        <translation>取走两张，
一张给收款人</translation>
    </message>
    <message id="thanks.where-top_up">
        <source>오른쪽 아래에서
영수증을 가져가세요</source>
        <oldsource>표를 가져가세요</oldsource>
        <translation>请在右下方
取收据</translation>
    </message>
    <message id="thanks.where-convert">
        <source>오른쪽 아래에서
영수증을 가져가세요</source>
        <oldsource>표를 가져가세요</oldsource>
        <translation>请在右下方
取收据</translation>
    </message>
    <message id="thanks.where-collect">
        <source>안녕히 가세요</source>
        <translation>请慢走</translation>
    </message>
    <message id="thanks.earn">
        <source>받은 코인</source>
        <translation>收到的币</translation>
    </message>
    <message id="thanks.donate">
        <source>기부한 코인</source>
        <translation>捐的币</translation>
    </message>
    <message id="thanks.reverse">
        <source>돌아오는 코인</source>
        <translation>退回的币</translation>
    </message>
    <message id="thanks.transfer">
        <source>보낸 코인</source>
        <translation>转出的币</translation>
    </message>
    <message id="thanks.top_up">
        <source>충전한 코인</source>
        <translation>充值的币</translation>
    </message>
    <message id="thanks.convert">
        <source>받은 코인</source>
        <translation>收到的币</translation>
    </message>
    <message id="thanks.reward">
        <source>나중에 들어올 돈</source>
        <translation>以后到账</translation>
    </message>
    <message id="thanks.reward-at-most">
        <source>나중에 들어올 돈, 최대</source>
        <translation>以后到账，最多</translation>
    </message>
    <message id="thanks.rest-card">
        <source>카드로 낸 돈</source>
        <oldsource>은행 카드로</oldsource>
        <translation>用银行卡</translation>
    </message>
    <message id="thanks.rest-desk">
        <source>데스크에 더 낼 돈</source>
        <translation>到服务台付</translation>
    </message>
    <message id="thanks.rest-cash">
        <source>현금으로 낸 돈</source>
        <oldsource>현금으로</oldsource>
        <translation>用现金</translation>
    </message>
    <message id="thanks.bonus">
        <source>더 드림, 최대</source>
        <translation>另送，最多</translation>
    </message>
    <message id="thanks.whole">
        <source>모두</source>
        <translation>一共</translation>
    </message>
    <message id="thanks.off">
        <source>깎아 드림</source>
        <translation>优惠</translation>
    </message>
    <message id="thanks.where-rest">
        <source>{desk}에
{rest}을 더 내 주세요</source>
        <translation>请到{desk}
再付{rest}</translation>
    </message>
    <message id="thanks.coming">
        <source>곧 들어올 코인</source>
        <translation>即将到账的币</translation>
    </message>
    <message id="thanks.leftover">
        <source>원하시면 {coins} 기부</source>
        <translation>愿意可捐{coins}</translation>
    </message>
    <message id="thanks.done">
        <source>마침</source>
        <translation>完成</translation>
    </message>
    <message id="thanks.visits">
        <source>남은 횟수</source>
        <translation>剩余次数</translation>
    </message>
    <message id="thanks.used">
        <source>쓴 코인</source>
        <translation>已使用</translation>
    </message>
    <message id="thanks.used-again">
        <source>그때 쓴 코인</source>
        <translation>上次使用</translation>
    </message>
    <message id="thanks.left">
        <source>남은 코인</source>
        <translation>剩余</translation>
    </message>
    <message id="thanks.left-offline">
        <source>여기 남음</source>
        <translation>这里剩余</translation>
    </message>
    <message id="thanks.left-transfer">
        <source>더 보낼 수 있음</source>
        <translation>还可以转</translation>
    </message>
    <message id="thanks.title-barrier">
        <source>차단기가
올라갔습니다</source>
        <translation>栏杆已升起</translation>
    </message>
    <message id="certainty.confirmed">
        <source>구청이 확인했습니다</source>
        <translation>已确认</translation>
    </message>
    <message id="certainty.recorded">
        <source>적었고, 곧 보냅니다</source>
        <translation>已记下，马上发送</translation>
    </message>
    <message id="certainty.recorded-collect">
        <source>받으신 것을 적었습니다</source>
        <translation>已记下您领取了</translation>
    </message>
    <message id="certainty.recorded-earn">
        <source>적어 두었습니다.
곧 코인이 들어옵니다.</source>
        <translation>已经记下。
币很快到账。</translation>
    </message>
    <message id="certainty.recorded-top_up">
        <source>충전한 코인은
곧 들어옵니다.</source>
        <oldsource>적어 두었습니다.
곧 코인이 들어옵니다.</oldsource>
        <translation>充值的币
很快就到。</translation>
    </message>
    <message id="certainty.refused">
        <source>코인은 그대로입니다</source>
        <translation>没有扣币</translation>
    </message>
    <message id="certainty.unknown">
        <source>직원이 확인해 드립니다</source>
        <translation>工作人员会确认</translation>
    </message>
    <message id="certainty.again">
        <source>이번에는 안 썼습니다</source>
        <translation>这次没有扣币</translation>
    </message>
    <message id="reprint.title">
        <source>아직 받지 않으신
표가 있습니다</source>
        <translation>您有一张票
还没有取</translation>
    </message>
    <message id="reprint.title-gate">
        <source>아직 열리지 않은
문이 있습니다</source>
        <translation>有一扇门
还没打开</translation>
    </message>
    <message id="reprint.message">
        <source>코인을 더 쓰지 않습니다.
이미 받으셨으면 ‘이전’을 누르세요.</source>
        <translation>不会再扣币。
已经取了请按“返回”。</translation>
    </message>
    <message id="reprint.bought">
        <source>{day} {clock}에 사신 표</source>
        <translation>{day} {clock}购买</translation>
    </message>
    <message id="reprint.bought-gate">
        <source>{day} {clock}에 내신 것</source>
        <translation>{day} {clock}付的</translation>
    </message>
    <message id="reprint.agree">
        <source>표 뽑기</source>
        <translation>请打印</translation>
    </message>
    <message id="reprint.agree-gate">
        <source>문 열기</source>
        <translation>开门</translation>
    </message>
    <message id="reprint.message-gate">
        <source>코인을 더 쓰지 않습니다.
이미 지나가셨으면 ‘이전’을 누르세요.</source>
        <translation>不再用币。
已经通过的话请按“返回”。</translation>
    </message>
    <message id="idle.warning">
        <source>시간이 더 필요하세요?
화면을 만져 주세요.</source>
        <translation>需要更多时间吗？
请碰一下屏幕。</translation>
    </message>
    <message id="idle.warning-short">
        <source>계속하려면 누르세요</source>
        <translation>继续请触摸屏幕</translation>
    </message>
    <message id="staff.called">
        <source>{desk}에서 도와 드립니다</source>
        <translation>{desk}会帮助您</translation>
    </message>
    <message id="staff.called-short">
        <source>직원을 불렀습니다</source>
        <translation>已呼叫工作人员</translation>
    </message>
    <message id="staff.title">
        <source>무엇을 할까요?</source>
        <translation>要做什么？</translation>
    </message>
    <message id="staff.title-card">
        <source>이 카드를 어떻게 할까요?</source>
        <translation>这张卡要做什么？</translation>
    </message>
    <message id="staff.title-named">
        <source>{name} 님의 카드</source>
        <translation>{name}的卡片</translation>
    </message>
    <message id="staff.title-badge">
        <source>이 직원증을 어떻게 할까요?</source>
        <translation>这个工作证要做什么？</translation>
    </message>
    <message id="staff.title-owed">
        <source>어느 표를 뽑을까요?</source>
        <translation>打印哪一张票？</translation>
    </message>
    <message id="staff.title-state">
        <source>기계는 지금 이렇습니다</source>
        <translation>机器现在的状态</translation>
    </message>
    <message id="staff.title-handed">
        <source>어떻게 도와 드릴까요?</source>
        <translation>需要怎样帮助？</translation>
    </message>
    <message id="staff.item-none">
        <source>아직 고르지 않음</source>
        <translation>还没有选</translation>
    </message>
    <message id="staff.done">
        <source>마침</source>
        <translation>完成</translation>
    </message>
    <message id="staff.owed">
        <source>{day} {clock}</source>
        <translation>{day} {clock}</translation>
    </message>
    <message id="staff.choice.card">
        <source>카드 돌보기</source>
        <translation>处理卡片</translation>
    </message>
    <message id="staff.choice.owed">
        <source>못 받은 표 뽑기</source>
        <translation>补打票</translation>
    </message>
    <message id="staff.choice.clock">
        <source>시계 맞추기</source>
        <translation>调整时钟</translation>
    </message>
    <message id="staff.choice.state">
        <source>기계 살피기</source>
        <translation>查看机器</translation>
    </message>
    <message id="staff.choice.pin">
        <source>비밀번호 정하기</source>
        <translation>设定密码</translation>
    </message>
    <message id="staff.choice.unblock">
        <source>잠긴 것 풀기</source>
        <translation>解锁</translation>
    </message>
    <message id="staff.choice.go-on">
        <source>이어서 하기</source>
        <translation>继续</translation>
    </message>
    <message id="staff.choice.print">
        <source>표 뽑기</source>
        <translation>打印票</translation>
    </message>
    <message id="staff.choice.end">
        <source>그만하기</source>
        <translation>结束</translation>
    </message>
    <message id="staff.said.pin">
        <source>비밀번호를 정했습니다</source>
        <translation>密码已设定</translation>
    </message>
    <message id="staff.said.unblock">
        <source>잠긴 것을 풀었습니다</source>
        <translation>已解锁</translation>
    </message>
    <message id="staff.said.clock">
        <source>시계를 맞추었습니다</source>
        <translation>时钟已调好</translation>
    </message>
    <message id="staff.said.printed">
        <source>표가 나왔습니다</source>
        <translation>票出来了</translation>
    </message>
    <message id="staff.line.unsent">
        <source>보낼 것</source>
        <translation>未发送</translation>
    </message>
    <message id="staff.line.clock">
        <source>시계</source>
        <translation>时钟</translation>
    </message>
    <message id="staff.line.node">
        <source>구청과 연결</source>
        <translation>与区厅的连接</translation>
    </message>
    <message id="staff.line.printer">
        <source>표 뽑는 기계</source>
        <translation>打印机</translation>
    </message>
    <message id="staff.line.pin">
        <source>비밀번호</source>
        <translation>密码</translation>
    </message>
    <message id="staff.line.owed">
        <source>못 받은 표</source>
        <translation>没取的票</translation>
    </message>
    <message id="staff.line.item">
        <source>고르신 것</source>
        <translation>已选</translation>
    </message>
    <message id="staff.line.coins">
        <source>코인</source>
        <translation>币</translation>
    </message>
    <message id="staff.line.ticket">
        <source>표</source>
        <translation>票</translation>
    </message>
    <message id="staff.coins.safe">
        <source>쓰지 않았음</source>
        <translation>没有使用</translation>
    </message>
    <message id="staff.coins.cash">
        <source>받은 현금 돌려줄 것</source>
        <translation>收的现金要退还</translation>
    </message>
    <message id="staff.coins.used">
        <source>썼음</source>
        <translation>已使用</translation>
    </message>
    <message id="staff.coins.unknown">
        <source>모름</source>
        <translation>不知道</translation>
    </message>
    <message id="staff.ticket.none">
        <source>아직 없음</source>
        <translation>还没有</translation>
    </message>
    <message id="staff.ticket.owed">
        <source>못 받음</source>
        <translation>没有取</translation>
    </message>
    <message id="staff.ticket.out">
        <source>나왔음</source>
        <translation>已出</translation>
    </message>
    <message id="staff.unsent.none">
        <source>없음</source>
        <translation>无</translation>
    </message>
    <message id="staff.unsent.some">
        <source>{count}건 · {age}</source>
        <translation>{count}件 · {age}</translation>
    </message>
    <message id="staff.unsent.minutes">
        <source>{number}분</source>
        <translation>{number}分钟</translation>
    </message>
    <message id="staff.unsent.hours">
        <source>{number}시간</source>
        <translation>{number}小时</translation>
    </message>
    <message id="staff.unsent.days">
        <source>{number}일</source>
        <translation>{number}天</translation>
    </message>
    <message id="staff.clock.trusted">
        <source>맞음</source>
        <translation>准确</translation>
    </message>
    <message id="staff.clock.floor">
        <source>맞음</source>
        <translation>准确</translation>
    </message>
    <message id="staff.clock.staff-set">
        <source>직원이 맞춤</source>
        <translation>人工设定</translation>
    </message>
    <message id="staff.clock.unknown">
        <source>모름</source>
        <translation>不知道</translation>
    </message>
    <message id="staff.pin.set">
        <source>정했음</source>
        <translation>已设定</translation>
    </message>
    <message id="staff.pin.not-set">
        <source>아직 없음</source>
        <translation>还没有</translation>
    </message>
    <message id="staff.pin.blocked">
        <source>잠김</source>
        <translation>已锁住</translation>
    </message>
    <message id="staff.owed-count.none">
        <source>없음</source>
        <translation>无</translation>
    </message>
    <message id="staff.owed-count.some">
        <source>{count}장</source>
        <translation>{count}张</translation>
    </message>
    <message id="staff.device.camera">
        <source>카메라</source>
        <translation>摄像头</translation>
    </message>
    <message id="staff.device.readers">
        <source>QR 읽는 기계</source>
        <translation>扫码器</translation>
    </message>
    <message id="staff.device.serial">
        <source>QR 스캐너</source>
        <translation>扫描器</translation>
    </message>
    <message id="staff.device.serial-of-two">
        <source>QR 스캐너 1</source>
        <translation>扫描器1</translation>
    </message>
    <message id="staff.device.wedge">
        <source>QR 스캐너</source>
        <translation>扫描器</translation>
    </message>
    <message id="staff.device.wedge-of-two">
        <source>QR 스캐너 2</source>
        <translation>扫描器2</translation>
    </message>
    <message id="staff.device.printer">
        <source>표 뽑는 기계</source>
        <translation>打印机</translation>
    </message>
    <message id="staff.device.copy">
        <source>예비 저장 장치</source>
        <translation>备用存储</translation>
    </message>
    <message id="staff.device.speaker">
        <source>스피커</source>
        <translation>扬声器</translation>
    </message>
    <message id="staff.device.headset">
        <source>이어폰 구멍</source>
        <translation>耳机插孔</translation>
    </message>
    <message id="staff.device.board">
        <source>호출등과 문</source>
        <translation>呼叫灯和门</translation>
    </message>
    <message id="staff.device.counter">
        <source>개수 세는 기계</source>
        <translation>计数机</translation>
    </message>
    <message id="staff.device.card-terminal">
        <source>은행 카드 기계</source>
        <translation>银行卡机</translation>
    </message>
    <message id="staff.device.card-payments">
        <source>카드로 낸 것</source>
        <translation>银行卡付款</translation>
    </message>
    <message id="staff.device.power">
        <source>전기</source>
        <translation>电源</translation>
    </message>
    <message id="staff.device.power-lost">
        <source>전기 알림</source>
        <translation>电源监测</translation>
    </message>
    <message id="staff.device.power-babbles">
        <source>전기 알림</source>
        <translation>电源监测</translation>
    </message>
    <message id="staff.device.temperature">
        <source>기계 속 온도</source>
        <translation>机内温度</translation>
    </message>
    <message id="staff.device.temperature-lost">
        <source>온도계</source>
        <translation>温度计</translation>
    </message>
    <message id="staff.device.disk">
        <source>저장 장치</source>
        <translation>存储器</translation>
    </message>
    <message id="staff.device.backlight">
        <source>화면 불빛</source>
        <translation>屏幕背光</translation>
    </message>
    <message id="staff.state.open">
        <source>확인할 것 있음</source>
        <translation>要确认</translation>
    </message>
    <message id="staff.state.starting">
        <source>준비 중</source>
        <translation>准备中</translation>
    </message>
    <message id="staff.state.found">
        <source>잘 됨</source>
        <translation>正常</translation>
    </message>
    <message id="staff.state.lost">
        <source>안 됨</source>
        <translation>不正常</translation>
    </message>
    <message id="staff.state.babbles">
        <source>신호 이상</source>
        <translation>信号异常</translation>
    </message>
    <message id="staff.state.paper-low">
        <source>종이 적음</source>
        <translation>纸快用完</translation>
    </message>
    <message id="staff.state.printer-paper-out">
        <source>종이 없음</source>
        <translation>没有纸</translation>
    </message>
    <message id="staff.state.printer-cover-open">
        <source>뚜껑 열림</source>
        <translation>盖子开着</translation>
    </message>
    <message id="staff.state.hot">
        <source>너무 뜨거움</source>
        <translation>太热</translation>
    </message>
    <message id="staff.state.low">
        <source>자리 모자람</source>
        <translation>快满了</translation>
    </message>
    <message id="staff.state.battery">
        <source>나갔음</source>
        <translation>停电</translation>
    </message>
    <message id="staff.state.stuck">
        <source>스위치 붙음</source>
        <translation>开关粘住</translation>
    </message>
    <message id="who.not-entitled">
        <source>{who}만 사실 수 있습니다.</source>
        <translation>只有{who}可以购买。</translation>
    </message>
    <message id="who.age-not-met">
        <source>{who}만 받으실 수 있습니다.</source>
        <translation>只有{who}可以领取。</translation>
    </message>
    <message id="opening.hours">
        <source>{opens}부터 {closes}까지 받습니다.</source>
        <translation>受理时间：{opens}到{closes}。</translation>
    </message>
    <message id="opening.until">
        <source>오늘은 {closes}까지 받았습니다.</source>
        <translation>今天到{closes}为止。</translation>
    </message>
    <message id="opening.days">
        <source>{days}요일 {hours}</source>
        <translation>星期{days}，{hours}</translation>
    </message>
    <message id="opening.day.mon">
        <source>월</source>
        <translation>一</translation>
    </message>
    <message id="opening.day.tue">
        <source>화</source>
        <translation>二</translation>
    </message>
    <message id="opening.day.wed">
        <source>수</source>
        <translation>三</translation>
    </message>
    <message id="opening.day.thu">
        <source>목</source>
        <translation>四</translation>
    </message>
    <message id="opening.day.fri">
        <source>금</source>
        <translation>五</translation>
    </message>
    <message id="opening.day.sat">
        <source>토</source>
        <translation>六</translation>
    </message>
    <message id="opening.day.sun">
        <source>일</source>
        <translation>日</translation>
    </message>
    <message id="sorry.title">
        <source>지금은 안 됩니다</source>
        <translation>现在不能办理</translation>
    </message>
    <message id="sorry.title-used">
        <source>표에 문제가 있습니다</source>
        <translation>票出了问题</translation>
    </message>
    <message id="sorry.title-used-gate">
        <source>문에 문제가 있습니다</source>
        <translation>门有问题</translation>
    </message>
    <message id="sorry.again">
        <source>다시 하기</source>
        <translation>再试一次</translation>
    </message>
    <message id="sorry.choose">
        <source>고르기</source>
        <translation>再选一次</translation>
    </message>
    <message id="sorry.show">
        <source>보이기</source>
        <translation>出示</translation>
    </message>
    <message id="sorry.seen">
        <source>알겠어요</source>
        <translation>知道了</translation>
    </message>
    <message id="sorry.coins.safe">
        <source>코인은 그대로입니다.</source>
        <translation>没有扣币。</translation>
    </message>
    <message id="sorry.coins.used">
        <source>코인을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>币已使用，票一定会给您。</translation>
    </message>
    <message id="sorry.coins.used-again">
        <source>코인은 전에 썼습니다. 표는 꼭 드립니다.</source>
        <translation>币之前已使用，票一定会给您。</translation>
    </message>
    <message id="sorry.coins.used-gate">
        <source>코인을 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>币用掉了。一定会开门。</translation>
    </message>
    <message id="sorry.coins.used-free">
        <source>코인은 안 썼습니다. 표는 꼭 드립니다.</source>
        <translation>没有用币。一定给您票。</translation>
    </message>
    <message id="sorry.coins.used-free-gate">
        <source>코인은 안 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>没有用币。一定会开门。</translation>
    </message>
    <message id="sorry.coins.used-transfer">
        <source>코인을 보냈습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>코인을 보냈습니다. 표는 꼭 드립니다.</oldsource>
        <translation>币已转出，收据一定会给您。</translation>
    </message>
    <message id="sorry.coins.used-top_up">
        <source>충전은 됐습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>충전은 됐습니다. 표는 꼭 드립니다.</oldsource>
        <translation>充值已完成，收据一定会给您。</translation>
    </message>
    <message id="sorry.coins.used-convert">
        <source>코인으로 바꿨습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>코인으로 바꿨습니다. 표는 꼭 드립니다.</oldsource>
        <translation>已换成币，收据一定会给您。</translation>
    </message>
    <message id="sorry.coins.cash">
        <source>내신 현금은 직원이 돌려드립니다.</source>
        <translation>工作人员会退还您的现金。</translation>
    </message>
    <message id="sorry.coins.card-unknown">
        <source>아직 끝나지 않았습니다.</source>
        <translation>还没有完成。</translation>
    </message>
    <message id="sorry.coins.card-given-back">
        <source>없던 일이 됐습니다.</source>
        <translation>已经取消。</translation>
    </message>
    <message id="sorry.coins.unknown">
        <source>코인을 썼는지 아직 모릅니다.</source>
        <translation>还不知道是否扣了币。</translation>
    </message>
    <message id="out-of-order.title">
        <source>지금은 쉬고 있습니다</source>
        <translation>机器暂停使用</translation>
    </message>
    <message id="out-of-order.help">
        <source>{desk}에서 도와 드립니다.</source>
        <translation>{desk}会帮助您。</translation>
    </message>
    <message id="out-of-order.note">
        <source>점검 번호 {code}</source>
        <translation>检修号码 {code}</translation>
    </message>
    <message id="out-of-order.desk">
        <source>가까운 안내소</source>
        <translation>附近的服务台</translation>
    </message>
    <message id="out-of-order.coins.used">
        <source>코인을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>币已使用，票一定会给您。</translation>
    </message>
    <message id="out-of-order.coins.cash">
        <source>내신 현금은 직원이 돌려드립니다.</source>
        <translation>工作人员会退还您的现金。</translation>
    </message>
    <message id="out-of-order.coins.unknown">
        <source>코인을 썼는지 아직 모릅니다.</source>
        <translation>还不知道是否扣了币。</translation>
    </message>
    <message id="reason.not-ours.what">
        <source>다른 곳에서 쓰는 QR입니다.</source>
        <translation>这是别处用的二维码。</translation>
    </message>
    <message id="reason.not-ours.todo">
        <source>코인 앱의 QR을 보여 주세요.</source>
        <translation>请出示币应用的二维码。</translation>
    </message>
    <message id="reason.broken-code.what">
        <source>QR이 온전하지 않습니다.</source>
        <translation>二维码不完整。</translation>
    </message>
    <message id="reason.broken-code.todo">
        <source>앱을 다시 열고 QR 전체를 보여 주세요.</source>
        <translation>请重新打开应用，出示完整的二维码。</translation>
    </message>
    <message id="reason.wrong-type.what">
        <source>이 QR로는 살 수 없습니다.</source>
        <translation>不能用这个二维码购买。</translation>
    </message>
    <message id="reason.wrong-type.todo">
        <source>코인 앱의 QR을 보여 주세요.</source>
        <translation>请出示币应用的二维码。</translation>
    </message>
    <message id="reason.unknown-key.what">
        <source>우리 구에서 만든 QR이 아닙니다.</source>
        <translation>这不是本区的二维码。</translation>
    </message>
    <message id="reason.unknown-key.todo">
        <source>코인 앱의 QR을 보여 주세요.</source>
        <translation>请出示币应用的二维码。</translation>
    </message>
    <message id="reason.wrong-scheme.what">
        <source>다른 지역의 QR입니다.</source>
        <translation>这是其他地区的二维码。</translation>
    </message>
    <message id="reason.wrong-scheme.todo">
        <source>우리 구 코인 앱의 QR을 보여 주세요.</source>
        <translation>请出示本区币应用的二维码。</translation>
    </message>
    <message id="reason.too-old.what">
        <source>시간이 지난 QR입니다.</source>
        <translation>二维码已过时。</translation>
    </message>
    <message id="reason.too-old.todo">
        <source>앱을 다시 열어 새 QR을 보여 주세요.</source>
        <translation>请重新打开应用，出示新的二维码。</translation>
    </message>
    <message id="reason.too-early.what">
        <source>휴대폰의 시계가 맞지 않습니다.</source>
        <translation>手机的时间不对。</translation>
    </message>
    <message id="reason.too-early.todo">
        <source>시각을 맞추고 새 QR을 보여 주세요.</source>
        <translation>请调好时间，出示新的二维码。</translation>
    </message>
    <message id="reason.credential-expired.what">
        <source>쓸 수 있는 날이 지난 QR입니다.</source>
        <translation>二维码已过有效日期。</translation>
    </message>
    <message id="reason.credential-expired.todo">
        <source>앱을 다시 열거나 직원에게 물어보세요.</source>
        <translation>请重新打开应用，或问工作人员。</translation>
    </message>
    <message id="reason.kind-not-served.what">
        <source>여기서는 아직 못 쓰는 QR입니다.</source>
        <translation>这台机器还不能用这个二维码。</translation>
    </message>
    <message id="reason.kind-not-served.todo">
        <source>휴대폰의 QR을 보여 주세요.</source>
        <translation>请出示手机的二维码。</translation>
    </message>
    <message id="reason.already-used.what">
        <source>이미 한 번 쓴 QR입니다.</source>
        <translation>这个二维码已经用过了。</translation>
    </message>
    <message id="reason.already-used.todo">
        <source>앱에서 새 QR을 보여 주세요.</source>
        <translation>请出示应用里新的二维码。</translation>
    </message>
    <message id="reason.not-enough.what">
        <source>코인이 모자랍니다.</source>
        <translation>币不够。</translation>
    </message>
    <message id="reason.not-enough.todo">
        <source>다른 것을 고르거나 코인을 모아 오세요.</source>
        <translation>请选择别的，或攒够币再来。</translation>
    </message>
    <message id="reason.revoked.what">
        <source>쓰지 못하게 된 QR입니다.</source>
        <translation>这个二维码已经不能用了。</translation>
    </message>
    <message id="reason.revoked.todo">
        <source>직원에게 물어보세요.</source>
        <translation>请问工作人员。</translation>
    </message>
    <message id="reason.over-limit.what">
        <source>한 번에 이만큼은 못 씁니다.</source>
        <translation>一次不能用这么多币。</translation>
    </message>
    <message id="reason.over-limit.todo">
        <source>수를 줄여서 다시 해 주세요.</source>
        <translation>请减少数量再试。</translation>
    </message>
    <message id="reason.unknown-credential.what">
        <source>알 수 없는 QR입니다.</source>
        <translation>无法识别这个二维码。</translation>
    </message>
    <message id="reason.unknown-credential.todo">
        <source>앱을 다시 열어 새 QR을 보여 주세요.</source>
        <translation>请重新打开应用，出示新的二维码。</translation>
    </message>
    <message id="reason.not-at-home.what">
        <source>다른 곳에서 쓰는 카드입니다.</source>
        <translation>这是别处用的卡片。</translation>
    </message>
    <message id="reason.not-at-home.todo">
        <source>카드를 받으신 곳에서 써 주세요.</source>
        <translation>请在领卡的地方使用。</translation>
    </message>
    <message id="reason.over-day-limit.what">
        <source>오늘은 이만큼 못 씁니다.</source>
        <translation>今天不能用这么多币。</translation>
    </message>
    <message id="reason.over-day-limit.todo">
        <source>수를 줄이거나 내일 다시 와 주세요.</source>
        <translation>请减少数量，或明天再来。</translation>
    </message>
    <message id="reason.credential-closed.what">
        <source>새것으로 바뀐 QR입니다.</source>
        <translation>这个二维码已换成新的。</translation>
    </message>
    <message id="reason.credential-closed.todo">
        <source>새 카드나 앱의 새 QR을 보여 주세요.</source>
        <translation>请出示新卡片或应用的新二维码。</translation>
    </message>
    <message id="reason.pin-blocked.what">
        <source>비밀번호가 여러 번 틀려 잠겼습니다.</source>
        <translation>密码多次错误，已锁住。</translation>
    </message>
    <message id="reason.pin-blocked.todo">
        <source>직원에게 풀어 달라고 하세요.</source>
        <translation>请工作人员解锁。</translation>
    </message>
    <message id="reason.pin-not-set.what">
        <source>아직 비밀번호가 없는 카드입니다.</source>
        <translation>这张卡还没有密码。</translation>
    </message>
    <message id="reason.pin-not-set.todo">
        <source>직원과 함께 비밀번호를 정해 주세요.</source>
        <translation>请和工作人员一起设定密码。</translation>
    </message>
    <message id="reason.badge-pin-not-set.what">
        <source>아직 비밀번호가 없는 직원증입니다.</source>
        <translation>这个工作证还没有密码。</translation>
    </message>
    <message id="reason.badge-pin-not-set.todo">
        <source>다른 직원이 먼저 정해 주어야 합니다.</source>
        <translation>要先由其他工作人员设定。</translation>
    </message>
    <message id="reason.badge-at-start.what">
        <source>직원증은 첫 화면에서만 씁니다.</source>
        <translation>工作证只能在首页使用。</translation>
    </message>
    <message id="reason.badge-at-start.todo">
        <source>‘직원 호출’을 누르고 다시 보여 주세요.</source>
        <translation>请按“叫工作人员”，再出示一次。</translation>
    </message>
    <message id="reason.phone-at-desk.what">
        <source>휴대폰에는 정할 비밀번호가 없습니다.</source>
        <translation>手机没有要设定的密码。</translation>
    </message>
    <message id="reason.phone-at-desk.todo">
        <source>카드나 직원증을 보여 주세요.</source>
        <translation>请出示卡片或工作证。</translation>
    </message>
    <message id="reason.not-a-carer.what">
        <source>이 카드를 돕기로 한 분이 아닙니다.</source>
        <translation>您不是这张卡指定的帮助人。</translation>
    </message>
    <message id="reason.not-a-carer.todo">
        <source>카드를 다시 보여 주세요.</source>
        <translation>请再出示一次卡片。</translation>
    </message>
    <message id="reason.carer-alone.what">
        <source>카드를 도와주시는 분의 QR입니다.</source>
        <translation>这是帮助人的二维码。</translation>
    </message>
    <message id="reason.carer-alone.todo">
        <source>카드를 보여 주세요.
아니면 ‘처음으로’를 누르세요.</source>
        <translation>请出示卡片。自己购买请按“重新开始”。</translation>
    </message>
    <message id="reason.carer-receives.what">
        <source>받는 분은 카드를 도와줄 수 없습니다.</source>
        <translation>收款人不能协助用卡。</translation>
    </message>
    <message id="reason.carer-receives.todo">
        <source>카드를 다시 보여 주고 비밀번호를 누르세요.</source>
        <translation>请再出示卡并输入密码。</translation>
    </message>
    <message id="reason.not-now.what">
        <source>지금은 할 수 없습니다.</source>
        <translation>现在不能办理。</translation>
    </message>
    <message id="reason.not-now.todo">
        <source>잠시 뒤에 다시 해 주세요.</source>
        <translation>请稍后再试。</translation>
    </message>
    <message id="reason.clock-no-time.what">
        <source>없는 날이나 시각입니다.</source>
        <translation>没有这个日期或时间。</translation>
    </message>
    <message id="reason.clock-no-time.todo">
        <source>날짜와 시각을 다시 눌러 주세요.</source>
        <translation>请重新输入日期和时间。</translation>
    </message>
    <message id="reason.clock-too-early.what">
        <source>이미 지난 시각입니다.</source>
        <translation>这个时间已经过了。</translation>
    </message>
    <message id="reason.clock-too-early.todo">
        <source>날짜와 시각을 다시 눌러 주세요.</source>
        <translation>请重新输入日期和时间。</translation>
    </message>
    <message id="reason.clock-too-late.what">
        <source>너무 먼 날입니다.</source>
        <translation>这个日期太远了。</translation>
    </message>
    <message id="reason.clock-too-late.todo">
        <source>날짜와 시각을 다시 눌러 주세요.</source>
        <translation>请重新输入日期和时间。</translation>
    </message>
    <message id="reason.clock-far.what">
        <source>기계가 아는 때보다 한참 뒤입니다.</source>
        <translation>比机器知道的时间晚很多。</translation>
    </message>
    <message id="reason.clock-far.todo">
        <source>맞으면 똑같이 한 번 더 눌러 주세요.</source>
        <translation>如果正确，请再输入一次同样的时间。</translation>
    </message>
    <message id="reason.clock-known.what">
        <source>시계가 이미 맞습니다.</source>
        <translation>时钟已经准确。</translation>
    </message>
    <message id="reason.clock-known.todo">
        <source>다시 맞추지 않으셔도 됩니다.</source>
        <translation>不用再设定。</translation>
    </message>
    <message id="reason.declined.what">
        <source>지금은 코인을 못 씁니다.</source>
        <translation>现在不能用币。</translation>
    </message>
    <message id="reason.declined.todo">
        <source>직원에게 물어보세요.</source>
        <translation>请问工作人员。</translation>
    </message>
    <message id="reason.stand-in-kind-not-allowed.what">
        <source>연결이 끊겨 코인을 못 씁니다.</source>
        <translation>网络断了，不能用币。</translation>
    </message>
    <message id="reason.stand-in-kind-not-allowed.todo">
        <source>잠시 뒤에 다시 와 주세요.</source>
        <translation>请稍后再来。</translation>
    </message>
    <message id="reason.stand-in-not-at-home.what">
        <source>연결이 끊겨 여기서는 못 씁니다.</source>
        <translation>网络断了，在这里不能用。</translation>
    </message>
    <message id="reason.stand-in-not-at-home.todo">
        <source>직원에게 물어보세요.</source>
        <translation>请问工作人员。</translation>
    </message>
    <message id="reason.stand-in-over-slice.what">
        <source>연결이 끊겨 쓸 코인이 모자랍니다.</source>
        <translation>网络断了，这里可用的币不够。</translation>
    </message>
    <message id="reason.stand-in-over-slice.todo">
        <source>수를 줄이거나 잠시 뒤에 다시 와 주세요.</source>
        <translation>请减少数量，或稍后再来。</translation>
    </message>
    <message id="reason.stand-in-over-transaction-limit.what">
        <source>연결이 끊겨 한 번에 이만큼은 못 씁니다.</source>
        <translation>网络断了，一次不能用这么多。</translation>
    </message>
    <message id="reason.stand-in-over-transaction-limit.todo">
        <source>수를 줄여서 다시 해 주세요.</source>
        <translation>请减少数量再试。</translation>
    </message>
    <message id="reason.stand-in-too-much-unsent.what">
        <source>연결이 오래 끊겨 코인을 못 씁니다.</source>
        <translation>网络断了很久，不能用币。</translation>
    </message>
    <message id="reason.stand-in-too-much-unsent.todo">
        <source>직원에게 물어보세요.</source>
        <translation>请问工作人员。</translation>
    </message>
    <message id="reason.stand-in-away-too-long.what">
        <source>연결이 오래 끊겨 코인을 못 씁니다.</source>
        <translation>网络断了很久，不能用币。</translation>
    </message>
    <message id="reason.stand-in-away-too-long.todo">
        <source>직원에게 물어보세요.</source>
        <translation>请问工作人员。</translation>
    </message>
    <message id="reason.stand-in-status-too-old.what">
        <source>연결이 오래 끊겨 코인을 못 씁니다.</source>
        <translation>网络断了很久，不能用币。</translation>
    </message>
    <message id="reason.stand-in-status-too-old.todo">
        <source>직원에게 물어보세요.</source>
        <translation>请问工作人员。</translation>
    </message>
    <message id="reason.stand-in-clock-unknown.what">
        <source>기계의 시계가 맞지 않습니다.</source>
        <translation>机器的时钟不准。</translation>
    </message>
    <message id="reason.stand-in-clock-unknown.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.printer-paper-out.what">
        <source>표를 뽑을 종이가 없습니다.</source>
        <translation>没有打印票的纸了。</translation>
    </message>
    <message id="reason.printer-paper-out.todo">
        <source>종이를 채울 때까지 기다려 주세요.</source>
        <translation>请稍等，我们会加纸。</translation>
    </message>
    <message id="reason.printer-cover-open.what">
        <source>표 나오는 곳이 열려 있습니다.</source>
        <translation>出票口开着。</translation>
    </message>
    <message id="reason.printer-cover-open.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.printer-cutter.what">
        <source>표 나오는 곳이 막혔습니다.</source>
        <translation>出票口堵住了。</translation>
    </message>
    <message id="reason.printer-cutter.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.printer-offline.what">
        <source>표 뽑는 기계가 쉬고 있습니다.</source>
        <translation>票打印机停了。</translation>
    </message>
    <message id="reason.printer-offline.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.printer-broken.what">
        <source>표 뽑는 기계가 고장 났습니다.</source>
        <translation>票打印机坏了。</translation>
    </message>
    <message id="reason.printer-broken.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.printer-too-hot.what">
        <source>표 뽑는 기계가 뜨거워 쉽니다.</source>
        <translation>票打印机太热，正在休息。</translation>
    </message>
    <message id="reason.printer-too-hot.todo">
        <source>잠시 뒤에 다시 와 주세요.</source>
        <translation>请稍后再来。</translation>
    </message>
    <message id="reason.printer-paper-unknown.what">
        <source>종이가 있는지 알 수 없습니다.</source>
        <translation>不知道有没有纸。</translation>
    </message>
    <message id="reason.printer-paper-unknown.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.printer-unreachable.what">
        <source>표 뽑는 기계를 찾지 못했습니다.</source>
        <translation>没有连上票打印机。</translation>
    </message>
    <message id="reason.printer-unreachable.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.readers-lost.what">
        <source>QR 읽는 기계를 찾지 못했습니다.</source>
        <translation>找不到读码器。</translation>
    </message>
    <message id="reason.readers-lost.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.print-unknown.what">
        <source>표가 나왔는지 알 수 없습니다.</source>
        <translation>不知道票是否出来了。</translation>
    </message>
    <message id="reason.print-unknown.todo">
        <source>표가 없으면 QR을 다시 보여 주세요.</source>
        <translation>没有票请再出示二维码。</translation>
    </message>
    <message id="reason.print-failed.what">
        <source>표를 뽑지 못했습니다.</source>
        <translation>票没有打印出来。</translation>
    </message>
    <message id="reason.print-failed.todo">
        <source>잠시 뒤에 QR을 다시 보여 주세요.</source>
        <translation>请稍后再出示二维码。</translation>
    </message>
    <message id="reason.sold-out.what">
        <source>오늘 것은 다 팔렸습니다.</source>
        <translation>今天的卖完了。</translation>
    </message>
    <message id="reason.sold-out.todo">
        <source>다른 것을 골라 주세요.</source>
        <translation>请选别的。</translation>
    </message>
    <message id="reason.closed-now.what">
        <source>지금은 받지 않는 시간입니다.</source>
        <translation>现在不是受理时间。</translation>
    </message>
    <message id="reason.closed-now.todo">
        <source>언제 받는지 직원에게 물어보세요.</source>
        <translation>请问工作人员什么时候可以。</translation>
    </message>
    <message id="reason.not-entitled.what">
        <source>정해진 분만 사실 수 있습니다.</source>
        <translation>只有规定的人能买。</translation>
    </message>
    <message id="reason.not-entitled.todo">
        <source>다른 것을 고르거나 직원에게 물어보세요.</source>
        <translation>请选别的，或问工作人员。</translation>
    </message>
    <message id="reason.nothing-to-cancel.what">
        <source>오늘 여기서 사신 표가 없습니다.</source>
        <translation>您今天没有在这里买票。</translation>
    </message>
    <message id="reason.nothing-to-cancel.todo">
        <source>표가 있으면 직원에게 보여 주세요.</source>
        <translation>有票的话请给工作人员看。</translation>
    </message>
    <message id="reason.too-late-to-cancel.what">
        <source>표를 돌려줄 시간이 지났습니다.</source>
        <translation>可以退票的时间过了。</translation>
    </message>
    <message id="reason.too-late-to-cancel.todo">
        <source>사신 표는 그대로 쓰실 수 있습니다.</source>
        <translation>买的票还能用。</translation>
    </message>
    <message id="reason.unknown-plate.what">
        <source>그 번호의 차가 없습니다.</source>
        <translation>没有这个号码的车。</translation>
    </message>
    <message id="reason.unknown-plate.todo">
        <source>번호판을 보고 다시 눌러 주세요.</source>
        <translation>请看车牌再按一次。</translation>
    </message>
    <message id="reason.already-left.what">
        <source>이미 나간 차입니다.</source>
        <translation>这辆车已经出去了。</translation>
    </message>
    <message id="reason.already-left.todo">
        <source>번호판을 보고 다시 눌러 주세요.</source>
        <translation>请看车牌再按一次。</translation>
    </message>
    <message id="reason.quote-expired.what">
        <source>시간이 지나 값이 바뀌었습니다.</source>
        <translation>时间过了，价格变了。</translation>
    </message>
    <message id="reason.quote-expired.todo">
        <source>다시 하면 새 값을 알려 드립니다.</source>
        <translation>再试一次就告诉您新价格。</translation>
    </message>
    <message id="reason.partner-away.what">
        <source>지금은 찾아 드릴 수 없습니다.</source>
        <translation>现在查不到。</translation>
    </message>
    <message id="reason.partner-away.todo">
        <source>잠시 뒤에 다시 하거나 직원을 부르세요.</source>
        <translation>请等一会儿再试，或叫工作人员。</translation>
    </message>
    <message id="reason.partner-babbles.what">
        <source>지금은 찾아 드릴 수 없습니다.</source>
        <translation>现在查不到。</translation>
    </message>
    <message id="reason.partner-babbles.todo">
        <source>직원을 불러 주세요.</source>
        <translation>请叫工作人员。</translation>
    </message>
    <message id="reason.course-full.what">
        <source>자리가 다 찼습니다.</source>
        <translation>名额满了。</translation>
    </message>
    <message id="reason.course-full.todo">
        <source>다른 강좌를 골라 주세요.</source>
        <translation>请选别的课。</translation>
    </message>
    <message id="reason.course-full-here.what">
        <source>여기서 드릴 자리가 없습니다.</source>
        <translation>本机已没有名额。</translation>
    </message>
    <message id="reason.course-full-here.todo">
        <source>남은 자리는 직원에게 물어보세요.</source>
        <translation>其他名额请问工作人员。</translation>
    </message>
    <message id="reason.over-month-limit.what">
        <source>이달에는 이만큼 못 씁니다.</source>
        <translation>这个月不能用这么多。</translation>
    </message>
    <message id="reason.over-month-limit.todo">
        <source>수를 줄이거나 다음 달에 다시 와 주세요.</source>
        <translation>请减少，或下个月再来。</translation>
    </message>
    <message id="reason.not-accepted-here.what">
        <source>여기서는 못 쓰는 코인입니다.</source>
        <translation>这种币这里不能用。</translation>
    </message>
    <message id="reason.not-accepted-here.todo">
        <source>직원에게 물어보세요.</source>
        <translation>请问工作人员。</translation>
    </message>
    <message id="reason.no-pass.what">
        <source>사신 이용권이 없습니다.</source>
        <translation>您没有次卡。</translation>
    </message>
    <message id="reason.no-pass.todo">
        <source>이용권 사기나 한 번 입장을 골라 주세요.</source>
        <translation>请选次卡或单次入场。</translation>
    </message>
    <message id="reason.pass-used-up.what">
        <source>이용권을 다 쓰셨습니다.</source>
        <translation>次卡用完了。</translation>
    </message>
    <message id="reason.pass-used-up.todo">
        <source>새 이용권이나 한 번 입장을 골라 주세요.</source>
        <translation>请选新的次卡或单次入场。</translation>
    </message>
    <message id="reason.pass-unknown.what">
        <source>지금은 이용권을 확인할 수 없습니다.</source>
        <translation>现在无法查次卡。</translation>
    </message>
    <message id="reason.pass-unknown.todo">
        <source>한 번 입장을 고르시거나 직원에게 물어보세요.</source>
        <translation>请选单次入场，或问工作人员。</translation>
    </message>
    <message id="reason.unknown-order.what">
        <source>그런 주문이 없습니다.</source>
        <translation>没有这个订单。</translation>
    </message>
    <message id="reason.unknown-order.todo">
        <source>주문 번호를 보고 다시 눌러 주세요.</source>
        <translation>请看订单号再按一次。</translation>
    </message>
    <message id="reason.order-collected.what">
        <source>이미 가져가신 주문입니다.</source>
        <translation>这个订单已经取走了。</translation>
    </message>
    <message id="reason.order-collected.todo">
        <source>받지 않으셨으면 직원을 부르세요.</source>
        <translation>没拿到的话请叫工作人员。</translation>
    </message>
    <message id="reason.earn-cap-day.what">
        <source>오늘 받을 코인을 다 받으셨습니다.</source>
        <translation>今天的币都收到了。</translation>
    </message>
    <message id="reason.earn-cap-day.todo">
        <source>내일 다시 와 주세요.</source>
        <translation>请明天再来。</translation>
    </message>
    <message id="reason.earn-cap-approver.what">
        <source>이 직원은 오늘 더 드릴 수 없습니다.</source>
        <translation>这位工作人员今天不能再给了。</translation>
    </message>
    <message id="reason.earn-cap-approver.todo">
        <source>다른 직원을 불러 주세요.</source>
        <translation>请叫别的工作人员。</translation>
    </message>
    <message id="reason.earn-cap-kiosk.what">
        <source>오늘 여기서 드릴 코인이 다 나갔습니다.</source>
        <translation>今天这里的币都给完了。</translation>
    </message>
    <message id="reason.earn-cap-kiosk.todo">
        <source>내일 다시 와 주세요.</source>
        <translation>请明天再来。</translation>
    </message>
    <message id="reason.not-a-badge.what">
        <source>직원증이 아닙니다.</source>
        <translation>这不是工作证。</translation>
    </message>
    <message id="reason.not-a-badge.todo">
        <source>직원을 불러 주세요.</source>
        <translation>请叫工作人员。</translation>
    </message>
    <message id="reason.counter-away.what">
        <source>세는 기계가 쉬고 있습니다.</source>
        <translation>数数的机器在休息。</translation>
    </message>
    <message id="reason.counter-away.todo">
        <source>직원을 불러 주세요.</source>
        <translation>请叫工作人员。</translation>
    </message>
    <message id="reason.nothing-counted.what">
        <source>넣은 것이 없습니다.</source>
        <translation>没有放东西。</translation>
    </message>
    <message id="reason.nothing-counted.todo">
        <source>하나씩 넣고 다시 해 주세요.</source>
        <translation>请一个一个放，再试一次。</translation>
    </message>
    <message id="reason.count-used.what">
        <source>이미 코인으로 받으신 것입니다.</source>
        <translation>这些已经换过币了。</translation>
    </message>
    <message id="reason.count-used.todo">
        <source>새로 넣고 다시 해 주세요.</source>
        <translation>请放新的再试。</translation>
    </message>
    <message id="reason.gate-unreachable.what">
        <source>문을 여는 기계를 찾지 못했습니다.</source>
        <translation>找不到开门的机器。</translation>
    </message>
    <message id="reason.gate-unreachable.todo">
        <source>직원을 불러 주세요.</source>
        <translation>请叫工作人员。</translation>
    </message>
    <message id="reason.gate-stuck.what">
        <source>문이 열리지 않습니다.</source>
        <translation>门打不开。</translation>
    </message>
    <message id="reason.gate-stuck.todo">
        <source>직원을 불러 주세요.</source>
        <translation>请叫工作人员。</translation>
    </message>
    <message id="reason.gate-failed.what">
        <source>문을 열지 못했습니다.</source>
        <translation>门没有打开。</translation>
    </message>
    <message id="reason.gate-failed.todo">
        <source>QR을 다시 보여 주거나 직원을 부르세요.</source>
        <translation>请再出示二维码，或叫工作人员。</translation>
    </message>
    <message id="reason.gate-unknown.what">
        <source>문이 열렸는지 알 수 없습니다.</source>
        <translation>不知道门开了没有。</translation>
    </message>
    <message id="reason.gate-unknown.todo">
        <source>닫혀 있으면 QR을 다시 보여 주세요.</source>
        <translation>门关着的话请再出示二维码。</translation>
    </message>
    <message id="reason.card-declined.what">
        <source>은행 카드로 낼 수 없었습니다.</source>
        <translation>银行卡没付成。</translation>
    </message>
    <message id="reason.card-declined.todo">
        <source>다른 카드로 하거나 직원을 부르세요.</source>
        <translation>请换一张卡，或叫工作人员。</translation>
    </message>
    <message id="reason.card-unknown.what">
        <source>은행 카드로 냈는지 아직 모릅니다.</source>
        <translation>还不知道银行卡付了没有。</translation>
    </message>
    <message id="reason.card-unknown.todo">
        <source>냈으면 돌려 드립니다. 직원을 부르세요.</source>
        <translation>付了会还给您。请叫工作人员。</translation>
    </message>
    <message id="reason.card-terminal-away.what">
        <source>은행 카드 기계가 쉬고 있습니다.</source>
        <translation>银行卡机在休息。</translation>
    </message>
    <message id="reason.card-terminal-away.todo">
        <source>직원을 불러 주세요.</source>
        <translation>请叫工作人员。</translation>
    </message>
    <message id="reason.card-given-back.what">
        <source>카드로 낸 돈은 돌려 드립니다.</source>
        <translation>银行卡付的钱还给您。</translation>
    </message>
    <message id="reason.card-given-back.todo">
        <source>처음부터 다시 해 주세요.</source>
        <translation>请从头再来。</translation>
    </message>
    <message id="reason.node-away.what">
        <source>지금은 연결이 끊겨 할 수 없습니다.</source>
        <oldsource>지금은 연결이 끊겨 알아볼 수 없습니다.</oldsource>
        <translation>连接断了，现在办不了。</translation>
    </message>
    <message id="reason.node-away.todo">
        <source>잠시 뒤에 다시 해 주세요.</source>
        <translation>连接断了，现在办不了。</translation>
    </message>
    <message id="reason.offer-away.what">
        <source>이 화면의 QR은 지금 쓸 수 없습니다.</source>
        <translation>屏幕上的二维码现在不能用。</translation>
    </message>
    <message id="reason.offer-away.todo">
        <source>휴대폰이나 카드를 보여 주세요.</source>
        <translation>请出示手机或卡。</translation>
    </message>
    <message id="reason.wrong-challenge.what">
        <source>다른 일에 쓰려던 QR입니다.</source>
        <translation>这是为别的事做的二维码。</translation>
    </message>
    <message id="reason.wrong-challenge.todo">
        <source>앱에서 새 QR을 보여 주세요.</source>
        <translation>请在应用里出示新的二维码。</translation>
    </message>
    <message id="reason.age-not-met.what">
        <source>정해진 나이부터 받으실 수 있습니다.</source>
        <translation>到了规定年龄才能领。</translation>
    </message>
    <message id="reason.age-not-met.todo">
        <source>직원에게 물어보세요.</source>
        <translation>请问工作人员。</translation>
    </message>
    <message id="reason.amount-zero.what">
        <source>금액을 누르지 않으셨습니다.</source>
        <translation>没有按金额。</translation>
    </message>
    <message id="reason.amount-zero.todo">
        <source>금액을 눌러 주세요.</source>
        <translation>请按金额。</translation>
    </message>
    <message id="reason.amount-too-large.what">
        <source>그렇게 큰 금액은 안 됩니다.</source>
        <translation>金额太大了。</translation>
    </message>
    <message id="reason.amount-too-large.todo">
        <source>금액을 줄이거나 직원을 부르세요.</source>
        <translation>请减少金额，或叫工作人员。</translation>
    </message>
    <message id="reason.amount-too-small.what">
        <source>금액이 너무 작습니다.</source>
        <translation>金额太小。</translation>
    </message>
    <message id="reason.amount-too-small.todo">
        <source>더 큰 금액을 눌러 주세요.</source>
        <translation>请输入更大的金额。</translation>
    </message>
    <message id="reason.amount-no-step.what">
        <source>끝자리가 맞지 않는 금액입니다.</source>
        <translation>这个金额不能充值。</translation>
    </message>
    <message id="reason.amount-no-step.todo">
        <source>화면에 적힌 대로 다시 눌러 주세요.</source>
        <translation>请按画面上的说明重新输入。</translation>
    </message>
    <message id="reason.charge-day-limit.what">
        <source>오늘은 그만큼 더 충전할 수 없습니다.</source>
        <translation>今天不能再充这么多。</translation>
    </message>
    <message id="reason.charge-day-limit.todo">
        <source>더 적게 충전하거나 내일 다시 오세요.</source>
        <translation>请少充一些，或明天再来。</translation>
    </message>
    <message id="reason.charge-month-limit.what">
        <source>이달에는 그만큼 더 충전할 수 없습니다.</source>
        <translation>这个月不能再充这么多。</translation>
    </message>
    <message id="reason.charge-month-limit.todo">
        <source>더 적게 충전하거나 다음 달에 오세요.</source>
        <translation>请少充一些，或下个月再来。</translation>
    </message>
    <message id="reason.charge-badge-limit.what">
        <source>이 직원은 오늘 현금을 더 받을 수 없습니다.</source>
        <translation>这位工作人员今天不能再收现金。</translation>
    </message>
    <message id="reason.charge-badge-limit.todo">
        <source>돈을 돌려받고 다른 직원을 불러 주세요.</source>
        <translation>请拿回现金，再叫其他工作人员。</translation>
    </message>
    <message id="reason.charge-kiosk-limit.what">
        <source>이 기계는 오늘 그만큼 더 받을 수 없습니다.</source>
        <translation>这台机器今天不能再收这么多。</translation>
    </message>
    <message id="reason.charge-kiosk-limit.todo">
        <source>금액을 줄이거나 내일 다시 오세요.</source>
        <translation>请减少金额，或明天再来。</translation>
    </message>
    <message id="reason.cash-left.what">
        <source>충전을 다 하지 못했습니다.</source>
        <translation>充值没有完成。</translation>
    </message>
    <message id="reason.cash-left.todo">
        <source>직원에게서 현금을 돌려받으세요.</source>
        <translation>请向工作人员取回现金。</translation>
    </message>
    <message id="reason.nothing-to-pay.what">
        <source>낼 것이 없습니다.</source>
        <translation>不用付钱。</translation>
    </message>
    <message id="reason.nothing-to-pay.todo">
        <source>그냥 나가시면 됩니다.</source>
        <translation>直接离开就行。</translation>
    </message>
    <message id="reason.too-few-brought.what">
        <source>아직 모자랍니다. 코인이 되지 않습니다.</source>
        <translation>还不够一个币。</translation>
    </message>
    <message id="reason.too-few-brought.todo">
        <source>더 모아서 다시 와 주세요.</source>
        <translation>请多攒一些再来。</translation>
    </message>
    <message id="reason.quote-differs.what">
        <source>값이 서로 맞지 않습니다.</source>
        <translation>价格对不上。</translation>
    </message>
    <message id="reason.quote-differs.todo">
        <source>직원을 불러 주세요.</source>
        <translation>请叫工作人员。</translation>
    </message>
    <message id="reason.cancel-at-desk.what">
        <source>은행 카드로도 내신 표입니다.</source>
        <translation>有一部分是银行卡付的。</translation>
    </message>
    <message id="reason.cancel-at-desk.todo">
        <source>안내 데스크에 돌려주세요.</source>
        <translation>请到服务台退票。</translation>
    </message>
    <message id="reason.under-one-coin.what">
        <source>한 코인이 안 되는 돈입니다.</source>
        <translation>不到一个币。</translation>
    </message>
    <message id="reason.under-one-coin.todo">
        <source>직원에게 내 주세요.</source>
        <translation>请付给工作人员。</translation>
    </message>
    <message id="reason.already-paid.what">
        <source>이미 내신 차입니다.</source>
        <translation>这辆车已经付过费。</translation>
    </message>
    <message id="reason.already-paid.todo">
        <source>직원을 불러 주세요.</source>
        <translation>请叫工作人员。</translation>
    </message>
    <message id="reason.renew-code.what">
        <source>지난달에 받은 QR입니다.</source>
        <translation>这是上个月的二维码。</translation>
    </message>
    <message id="reason.renew-code.todo">
        <source>앱에서 QR을 새로 받아 주세요.</source>
        <translation>请在应用里换新的二维码。</translation>
    </message>
    <message id="reason.payee-refused.what">
        <source>받는 분의 QR로는 받을 수 없습니다.</source>
        <translation>用这个二维码收不到。</translation>
    </message>
    <message id="reason.payee-refused.todo">
        <source>받는 분의 앱에서 새 QR을 보여 주세요.</source>
        <translation>请出示收款人应用里的新二维码。</translation>
    </message>
    <message id="reason.same-person.what">
        <source>보내는 분과 받는 분이 같습니다.</source>
        <translation>转出人和收款人是同一个人。</translation>
    </message>
    <message id="reason.same-person.todo">
        <source>받는 분의 QR을 먼저 보여 주세요.</source>
        <translation>请先出示收款人的二维码。</translation>
    </message>
    <message id="reason.unknown-number.what">
        <source>그런 번호가 없습니다.</source>
        <translation>没有这个号码。</translation>
    </message>
    <message id="reason.unknown-number.todo">
        <source>앱에 나온 번호를 보고 다시 눌러 주세요.</source>
        <translation>请看着应用里的号码再输入一次。</translation>
    </message>
    <message id="reason.too-many-tries.what">
        <source>번호가 여러 번 틀렸습니다.</source>
        <translation>号码错了好几次。</translation>
    </message>
    <message id="reason.too-many-tries.todo">
        <source>1분쯤 뒤에 다시 하거나 직원을 부르세요.</source>
        <translation>请过一分钟再试，或叫工作人员。</translation>
    </message>
    <message id="reason.too-few-points.what">
        <source>포인트가 모자랍니다.</source>
        <translation>积分不够。</translation>
    </message>
    <message id="reason.too-few-points.todo">
        <source>앱에서 포인트를 확인해 주세요.</source>
        <translation>请在应用里查看您的积分。</translation>
    </message>
    <message id="reason.slip-unprintable.what">
        <source>표를 만들지 못했습니다.</source>
        <translation>无法制作票。</translation>
    </message>
    <message id="reason.slip-unprintable.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.bug.what">
        <source>기계에 문제가 생겼습니다.</source>
        <translation>机器出了问题。</translation>
    </message>
    <message id="reason.bug.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.ledger.what">
        <source>기계가 잠시 고장 났습니다.</source>
        <translation>机器暂时出了故障。</translation>
    </message>
    <message id="reason.ledger.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.kiosk-retired.what">
        <source>이 기계는 이제 쓰지 않습니다.</source>
        <translation>这台机器不再使用。</translation>
    </message>
    <message id="reason.kiosk-retired.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="reason.power.what">
        <source>전기가 나가서 잠시 쉽니다.</source>
        <translation>停电了，暂时休息。</translation>
    </message>
    <message id="reason.power.todo">
        <source>잠시 기다려 주세요.</source>
        <translation>请稍等。</translation>
    </message>
    <message id="reason.setup.what">
        <source>기계가 아직 준비되지 않았습니다.</source>
        <translation>机器还没有准备好。</translation>
    </message>
    <message id="reason.setup.todo">
        <source>직원에게 알려 주세요.</source>
        <translation>请告诉工作人员。</translation>
    </message>
    <message id="in-won.said.withheld">
        <source>돈과 이름은 이어폰을 꽂으시면 읽어 드립니다</source>
        <translation>插上耳机才会朗读钱和姓名</translation>
    </message>
    <message id="in-won.wait.printing">
        <source>돈을 썼습니다
표를 뽑고 있습니다</source>
        <translation>钱已使用
正在打印票</translation>
    </message>
    <message id="in-won.wait.printing-transfer">
        <source>돈을 보냈습니다
영수증을 뽑고 있습니다</source>
        <oldsource>돈을 보냈습니다
표를 뽑고 있습니다</oldsource>
        <translation>钱已转出
正在打印收据</translation>
    </message>
    <message id="in-won.wait.printing-convert">
        <source>돈으로 바꿨습니다
영수증을 뽑고 있습니다</source>
        <oldsource>돈으로 바꿨습니다
표를 뽑고 있습니다</oldsource>
        <translation>已换成钱
正在打印收据</translation>
    </message>
    <message id="in-won.staff.line.coins">
        <source>돈</source>
        <translation>钱</translation>
    </message>
    <message id="in-won.staff.line.node">
        <source>시청과 연결</source>
        <translation>市政府连接</translation>
    </message>
    <message id="in-won.note.earned">
        <source>받을 돈</source>
        <translation>收到的钱</translation>
    </message>
    <message id="in-won.confirm.in-coins">
        <source>지역 화폐로</source>
        <translation>用地区货币</translation>
    </message>
    <message id="in-won.confirm.coming">
        <source>곧 들어올 돈</source>
        <translation>即将到账的钱</translation>
    </message>
    <message id="in-won.confirm.use">
        <source>쓰는 돈</source>
        <translation>本次使用</translation>
    </message>
    <message id="in-won.confirm.left">
        <source>남는 돈</source>
        <translation>剩余</translation>
    </message>
    <message id="in-won.confirm.give">
        <source>기부할 돈</source>
        <translation>捐的钱</translation>
    </message>
    <message id="in-won.confirm.earn">
        <source>받을 돈</source>
        <translation>收到的钱</translation>
    </message>
    <message id="in-won.confirm.send">
        <source>보낼 돈</source>
        <translation>转出的钱</translation>
    </message>
    <message id="in-won.confirm.top_up">
        <source>충전할 돈</source>
        <translation>充值的钱</translation>
    </message>
    <message id="in-won.confirm.convert">
        <source>받을 돈</source>
        <translation>收到的钱</translation>
    </message>
    <message id="in-won.confirm.comes">
        <source>들어올 돈</source>
        <translation>将到账</translation>
    </message>
    <message id="in-won.confirm.back">
        <source>돌아올 돈</source>
        <translation>退回的钱</translation>
    </message>
    <message id="in-won.confirm.readback">
        <source>{item}, {coins}. 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}，{coins}。剩下{left:,}韩元。对吗？</translation>
    </message>
    <message id="in-won.confirm.readback-won">
        <source>{item}, {coins} {won}. 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}，{coins} {won}。剩下{left:,}韩元。对吗？</translation>
    </message>
    <message id="in-won.confirm.readback-transfer">
        <source>{item}, {coins}. 더 보낼 수 있는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}，{coins}。还可以转{left:,}韩元。对吗？</translation>
    </message>
    <message id="in-won.confirm.readback-won-transfer">
        <source>{item}, {coins} {won}. 더 보낼 수 있는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}，{coins}{won}。还可以转{left:,}韩元。对吗？</translation>
    </message>
    <message id="in-won.confirm.readback-offline">
        <source>{item}, {coins}. 여기 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}，{coins}。这里剩下{left:,}韩元。对吗？</translation>
    </message>
    <message id="in-won.confirm.readback-won-offline">
        <source>{item}, {coins} {won}. 여기 남는 돈 {left:,}원. 맞습니까?</source>
        <translation>{item}，{coins} {won}。这里剩下{left:,}韩元。对吗？</translation>
    </message>
    <message id="in-won.confirm.readback-earn">
        <source>{item}. 받을 돈 {coins}. 맞습니까?</source>
        <translation>{item}。收到{coins}。对吗？</translation>
    </message>
    <message id="in-won.confirm.readback-reverse">
        <source>{item}, 돌려주기. 돌아올 돈 {coins}. 맞습니까?</source>
        <translation>退{item}。退回{coins}。对吗？</translation>
    </message>
    <message id="in-won.confirm.readback-free">
        <source>{item}. 돈은 쓰지 않습니다. 맞습니까?</source>
        <translation>{item}。不用钱。对吗？</translation>
    </message>
    <message id="in-won.confirm.note-earn">
        <source>‘맞습니다’를 누르면
돈을 받습니다.</source>
        <translation>按“是的”，
就收到钱。</translation>
    </message>
    <message id="in-won.confirm.note-collect">
        <source>돈은 쓰지 않습니다.</source>
        <translation>不用钱。</translation>
    </message>
    <message id="in-won.confirm.note-transfer">
        <source>‘맞습니다’를 누르면
돈을 보냅니다.</source>
        <translation>按“是的”，
就会转出。</translation>
    </message>
    <message id="in-won.confirm.readback-convert">
        <source>{item}. 받을 돈 {coins}. 맞습니까?</source>
        <translation>{item}。收到{coins}。对吗？</translation>
    </message>
    <message id="in-won.confirm.title-reverse">
        <source>표를 돌려주고
돈을 받을까요?</source>
        <translation>退票，退钱吗？</translation>
    </message>
    <message id="in-won.thanks.coming">
        <source>곧 들어올 돈</source>
        <translation>即将到账的钱</translation>
    </message>
    <message id="in-won.thanks.title-earn">
        <source>돈을 받으셨습니다</source>
        <translation>您收到了钱</translation>
    </message>
    <message id="in-won.thanks.used">
        <source>쓴 돈</source>
        <translation>已使用</translation>
    </message>
    <message id="in-won.thanks.used-again">
        <source>그때 쓴 돈</source>
        <translation>上次使用</translation>
    </message>
    <message id="in-won.thanks.left">
        <source>남은 돈</source>
        <translation>剩余</translation>
    </message>
    <message id="in-won.thanks.earn">
        <source>받은 돈</source>
        <translation>收到的钱</translation>
    </message>
    <message id="in-won.thanks.donate">
        <source>기부한 돈</source>
        <translation>捐的钱</translation>
    </message>
    <message id="in-won.thanks.reverse">
        <source>돌아오는 돈</source>
        <translation>退回的钱</translation>
    </message>
    <message id="in-won.thanks.title-reverse">
        <source>돈이 돌아옵니다</source>
        <translation>钱会退回</translation>
    </message>
    <message id="in-won.thanks.title-transfer">
        <source>돈을 보냈습니다</source>
        <translation>钱已转出</translation>
    </message>
    <message id="in-won.thanks.title-convert">
        <source>돈으로 바꿨습니다</source>
        <translation>已换成钱</translation>
    </message>
    <message id="in-won.thanks.transfer">
        <source>보낸 돈</source>
        <translation>转出的钱</translation>
    </message>
    <message id="in-won.thanks.top_up">
        <source>충전한 돈</source>
        <translation>充值的钱</translation>
    </message>
    <message id="in-won.thanks.convert">
        <source>받은 돈</source>
        <translation>收到的钱</translation>
    </message>
    <message id="in-won.certainty.recorded-earn">
        <source>적어 두었습니다.
곧 돈이 들어옵니다.</source>
        <translation>已经记下。
钱很快到账。</translation>
    </message>
    <message id="in-won.certainty.recorded-top_up">
        <source>충전한 돈은
곧 들어옵니다.</source>
        <oldsource>적어 두었습니다.
곧 돈이 들어옵니다.</oldsource>
        <translation>充值的钱
很快就到。</translation>
    </message>
    <message id="in-won.certainty.confirmed">
        <source>확인을 마쳤습니다</source>
        <translation>确认好了</translation>
    </message>
    <message id="in-won.certainty.refused">
        <source>돈은 그대로입니다</source>
        <translation>没有扣钱</translation>
    </message>
    <message id="in-won.reprint.message">
        <source>돈을 더 쓰지 않습니다.
이미 받으셨으면 ‘이전’을 누르세요.</source>
        <translation>不会再扣钱。
已经取了请按“返回”。</translation>
    </message>
    <message id="in-won.reprint.message-gate">
        <source>돈을 더 쓰지 않습니다.
이미 지나가셨으면 ‘이전’을 누르세요.</source>
        <translation>不再用钱。
已经通过的话请按“返回”。</translation>
    </message>
    <message id="in-won.told.leftover-declined">
        <source>지금은 기부할 수 없습니다. 돈은 그대로입니다.</source>
        <translation>现在不能捐赠。钱没有变。</translation>
    </message>
    <message id="in-won.tell.title">
        <source>남은 돈입니다</source>
        <translation>您的钱</translation>
    </message>
    <message id="in-won.tell.title-moves">
        <source>쓰고 받은 돈</source>
        <translation>用的和收到的钱</translation>
    </message>
    <message id="in-won.tell.label">
        <source>남은 돈</source>
        <translation>剩下的钱</translation>
    </message>
    <message id="in-won.tell.kind.spend">
        <source>쓴 돈</source>
        <translation>用掉的钱</translation>
    </message>
    <message id="in-won.tell.kind.earn">
        <source>받은 돈</source>
        <translation>收到的钱</translation>
    </message>
    <message id="in-won.tell.kind.top_up">
        <source>채운 돈</source>
        <translation>充的钱</translation>
    </message>
    <message id="in-won.tell.kind.convert">
        <source>바꾼 돈</source>
        <translation>换的钱</translation>
    </message>
    <message id="in-won.sorry.coins.safe">
        <source>돈은 그대로입니다.</source>
        <translation>没有扣钱。</translation>
    </message>
    <message id="in-won.sorry.coins.used">
        <source>돈을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>钱已使用，票一定会给您。</translation>
    </message>
    <message id="in-won.sorry.coins.used-again">
        <source>돈은 전에 썼습니다. 표는 꼭 드립니다.</source>
        <translation>钱之前已使用，票一定会给您。</translation>
    </message>
    <message id="in-won.sorry.coins.used-gate">
        <source>돈을 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>钱用掉了。一定会开门。</translation>
    </message>
    <message id="in-won.sorry.coins.used-free">
        <source>돈은 안 썼습니다. 표는 꼭 드립니다.</source>
        <translation>没有用钱。一定给您票。</translation>
    </message>
    <message id="in-won.sorry.coins.used-free-gate">
        <source>돈은 안 썼습니다. 문은 꼭 열어 드립니다.</source>
        <translation>没有用钱。一定会开门。</translation>
    </message>
    <message id="in-won.sorry.coins.used-transfer">
        <source>돈을 보냈습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>돈을 보냈습니다. 표는 꼭 드립니다.</oldsource>
        <translation>钱已转出，收据一定会给您。</translation>
    </message>
    <message id="in-won.sorry.coins.used-convert">
        <source>돈으로 바꿨습니다. 영수증은 꼭 드립니다.</source>
        <oldsource>돈으로 바꿨습니다. 표는 꼭 드립니다.</oldsource>
        <translation>已换成钱，收据一定会给您。</translation>
    </message>
    <message id="in-won.sorry.coins.unknown">
        <source>돈을 썼는지 아직 모릅니다.</source>
        <translation>还不知道是否扣了钱。</translation>
    </message>
    <message id="in-won.out-of-order.coins.used">
        <source>돈을 썼습니다. 표는 꼭 드립니다.</source>
        <translation>钱已使用，票一定会给您。</translation>
    </message>
    <message id="in-won.out-of-order.coins.unknown">
        <source>돈을 썼는지 아직 모릅니다.</source>
        <translation>还不知道是否扣了钱。</translation>
    </message>
    <message id="in-won.reason.not-ours.todo">
        <source>지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>请出示地区货币应用的二维码。</translation>
    </message>
    <message id="in-won.reason.wrong-type.todo">
        <source>지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>请出示地区货币应用的二维码。</translation>
    </message>
    <message id="in-won.reason.unknown-key.what">
        <source>우리 지역에서 만든 QR이 아닙니다.</source>
        <translation>不是本地区的二维码。</translation>
    </message>
    <message id="in-won.reason.unknown-key.todo">
        <source>지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>请出示地区货币应用的二维码。</translation>
    </message>
    <message id="in-won.reason.wrong-scheme.todo">
        <source>우리 지역 화폐 앱의 QR을 보여 주세요.</source>
        <translation>请出示本地区货币应用的二维码。</translation>
    </message>
    <message id="in-won.reason.not-enough.what">
        <source>돈이 모자랍니다.</source>
        <translation>钱不够。</translation>
    </message>
    <message id="in-won.reason.not-enough.todo">
        <source>다른 것을 고르거나 돈을 채워 오세요.</source>
        <translation>请选别的，或先充值。</translation>
    </message>
    <message id="in-won.reason.declined.what">
        <source>지금은 돈을 못 씁니다.</source>
        <translation>现在不能用钱。</translation>
    </message>
    <message id="in-won.reason.not-accepted-here.what">
        <source>여기서는 못 쓰는 돈입니다.</source>
        <translation>这种钱这里不能用。</translation>
    </message>
    <message id="in-won.reason.earn-cap-day.what">
        <source>오늘 받을 돈을 다 받으셨습니다.</source>
        <translation>今天的钱都收到了。</translation>
    </message>
    <message id="in-won.reason.earn-cap-kiosk.what">
        <source>오늘 여기서 드릴 돈이 다 나갔습니다.</source>
        <translation>今天这里的钱都给完了。</translation>
    </message>
    <message id="in-won.reason.count-used.what">
        <source>이미 돈으로 받으신 것입니다.</source>
        <translation>这些已经换过钱了。</translation>
    </message>
    <message id="in-won.reason.too-few-brought.what">
        <source>아직 모자랍니다. 돈이 되지 않습니다.</source>
        <translation>还不够。</translation>
    </message>
    <message id="in-won.reason.under-one-coin.what">
        <source>쓸 수 없는 작은 돈입니다.</source>
        <translation>金额太小，不能用。</translation>
    </message>
    <message id="in-won.reason.stand-in-kind-not-allowed.what">
        <source>연결이 끊겨 돈을 못 씁니다.</source>
        <translation>网络断了，不能用钱。</translation>
    </message>
    <message id="in-won.reason.stand-in-over-slice.what">
        <source>연결이 끊겨 쓸 돈이 모자랍니다.</source>
        <translation>网络断了，这里可用的钱不够。</translation>
    </message>
    <message id="in-won.reason.stand-in-too-much-unsent.what">
        <source>연결이 오래 끊겨 돈을 못 씁니다.</source>
        <translation>网络断了很久，不能用钱。</translation>
    </message>
    <message id="in-won.reason.stand-in-away-too-long.what">
        <source>연결이 오래 끊겨 돈을 못 씁니다.</source>
        <translation>网络断了很久，不能用钱。</translation>
    </message>
    <message id="in-won.reason.stand-in-status-too-old.what">
        <source>연결이 오래 끊겨 돈을 못 씁니다.</source>
        <translation>网络断了很久，不能用钱。</translation>
    </message>
</context>
</TS>
